import { setTimeout as sleep } from 'node:timers/promises';
import { checkRelease } from '../lib/check-release.mjs';
import { ObservedRelease } from '../lib/observed-release.mjs';
import {
  LEASE_SECONDS,
  RECOVERY_SLACK_MS,
  serviceName,
} from '../lib/services.mjs';
import { World } from '../lib/world.mjs';

const LIMIT_MS = LEASE_SECONDS * 1000 + RECOVERY_SLACK_MS;

/** Where somebody who wakes up would do the most harm. */
const POINTS = {
  succeeds: [
    'claimed',
    'step-started:build',
    'step-acted:build',
    'step-acted:package',
    'uploaded:shop-0-a',
    'unpacked:shop-0-a',
    'before-switch:shop-0-a',
    'switched:shop-0-a',
    'switch-recorded:shop-0-a',
    'verified:shop-0-a',
    'step-acted:batch-1',
    'before-switch:shop-0-b',
    'switched:shop-0-b',
    'step-acted:clean-up',
    'finishing',
  ],
  fails: ['switched:shop-0-b', 'undoing:shop-0-a', 'step-acted:undo'],
};
const SAMPLE = { succeeds: ['before-switch:shop-0-a'], fails: [] };

/**
 * Freezes the worker past its lease, lets another one finish, and thaws it: it has to notice that it may not go on.
 *
 * @param {{ tally: import('../lib/tally.mjs').Tally, report: (text: string) => void, sample: boolean, times: number,
 *   random: () => number }} options - `times` more freezes at random moments
 */
export async function freezeAndThaw({ tally, report, sample, times, random }) {
  const world = await World.open();
  try {
    const first = await ObservedRelease.begin(world, {
      service: serviceName(0),
    });
    await first.end();
    tally.add('undisturbed', first, await checkRelease(world, first));
    for (const [ending, points] of Object.entries(sample ? SAMPLE : POINTS)) {
      for (const point of points) {
        report(`frozen at ${point}, of a release that ${ending}`);
        await freeze(world, {
          what: `frozen at ${point}`,
          broken: ending === 'fails',
          tally,
          stop: async () => {
            const hit = await world.waitForHit({ withinMs: 30_000 });
            return hit ?? tally.fail(`${point} was never reached`);
          },
          arm: () => world.arm(point, 'SIGSTOP'),
        });
      }
    }
    for (let time = 1; time <= times; time += 1) {
      const afterMs = 200 + random() * 1_300;
      report(`${time} of ${times}: frozen after ${Math.round(afterMs)} ms`);
      await freeze(world, {
        what: `frozen after ${Math.round(afterMs)} ms`,
        broken: false,
        tally,
        arm: () => {},
        stop: async observed => {
          await sleep(afterMs);
          const replica = await world.findHolder(observed.id);
          replica?.freeze();
          return replica && { replica, at: Date.now() };
        },
      });
    }
  } finally {
    await world.close();
  }
}

async function freeze(world, { what, broken, tally, arm, stop }) {
  arm();
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
    broken,
  });
  const hit = await stop(observed);
  if (hit) {
    // It answers nobody meanwhile.
    hit.replica.isFrozen = true;
    observed.watches.forEach(watch => watch.reconnect());
  }
  await observed.end();
  if (hit) {
    hit.replica.thaw();
    hit.replica.isFrozen = false;
    // Time to do harm.
    await sleep(2_000);
    if (!hit.replica.isRunning) {
      tally.fail(`${what}: the frozen replica ended when it was thawed`);
    }
    await world.replaceDead();
  }
  tally.add(what, observed, await checkRelease(world, observed), {
    hurtAt: hit?.at,
    limitMs: LIMIT_MS,
    wasHeld: true,
  });
}

import { checkRelease } from '../lib/check-release.mjs';
import { ObservedRelease } from '../lib/observed-release.mjs';
import {
  LEASE_SECONDS,
  RECOVERY_SLACK_MS,
  serviceName,
} from '../lib/services.mjs';
import { World } from '../lib/world.mjs';

const LIMIT_MS = LEASE_SECONDS * 1000 + RECOVERY_SLACK_MS;

/** Points that stand for all others where there is no time for them. */
const SAMPLE = {
  succeeds: [
    'claimed',
    'step-acted:build',
    'unpacked:shop-0-a',
    'switched:shop-0-a',
    'switch-recorded:shop-0-b',
    'finishing',
  ],
  fails: ['undoing:shop-0-a', 'step-acted:undo'],
};

/**
 * Kills the worker at every point that a release reaches: one that succeeds, and one that fails on its second host and is put
 * back. Which points there are is found out, so none is forgotten.
 *
 * @param {{ tally: import('../lib/tally.mjs').Tally, report: (text: string) => void, sample: boolean }} options
 */
export async function killAtNamedPoints({ tally, report, sample }) {
  const world = await World.open();
  try {
    for (const ending of ['succeeds', 'fails']) {
      const broken = ending === 'fails';
      const points = await findPoints(world, { broken, tally });
      const chosen = sample
        ? SAMPLE[ending]
        : points.filter((point, index) => points.indexOf(point) === index);
      for (const point of chosen) {
        report(`killed at ${point}, of a release that ${ending}`);
        await killAt(world, { point, broken, tally });
      }
    }
  } finally {
    await world.close();
  }
}

/** Carries a release out undisturbed, and sees where it passes. */
async function findPoints(world, { broken, tally }) {
  world.takeTrail();
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
    broken,
  });
  await observed.end();
  tally.add('undisturbed', observed, await checkRelease(world, observed));
  return world.takeTrail();
}

async function killAt(world, { point, broken, tally }) {
  world.arm(point, 'SIGKILL');
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
    broken,
  });
  const hit = await world.waitForHit({ withinMs: 30_000 });
  if (!hit) {
    tally.fail(`${point} was never reached`);
  }
  // A new replica comes up while the other one takes over.
  await hit?.replica.ended;
  await Promise.all([world.replaceDead(), observed.end()]);
  tally.add(
    `killed at ${point}`,
    observed,
    await checkRelease(world, observed),
    { hurtAt: hit?.at, limitMs: LIMIT_MS, wasHeld: true },
  );
}

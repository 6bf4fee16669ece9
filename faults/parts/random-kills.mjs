import { setTimeout as sleep } from 'node:timers/promises';
import { checkRelease } from '../lib/check-release.mjs';
import { ObservedRelease } from '../lib/observed-release.mjs';
import {
  LEASE_SECONDS,
  RECOVERY_SLACK_MS,
  serviceName,
  SERVICES,
} from '../lib/services.mjs';
import { World } from '../lib/world.mjs';

const LIMIT_MS = LEASE_SECONDS * 1000 + RECOVERY_SLACK_MS;
const LATEST_MS = 2_000;

/** Of so many kills one hits every replica at once, and only a restart helps. */
const ALL_EVERY = 10;

/**
 * Kills a worker at random moments while several releases go on.
 *
 * @param {{ tally: import('../lib/tally.mjs').Tally, report: (text: string) => void, times: number, random: () => number }} options
 */
export async function killAtRandom({ tally, report, times, random }) {
  const world = await World.open();
  try {
    for (let time = 1; time <= times; time += 1) {
      const afterMs = random() * LATEST_MS;
      const all = time % ALL_EVERY === 0;
      report(
        `${time} of ${times}: ${all ? 'every replica' : 'a replica'} killed after ${Math.round(afterMs)} ms`,
      );
      await killOnce(world, { afterMs, all, random, tally });
    }
  } finally {
    await world.close();
  }
}

async function killOnce(world, { afterMs, all, random, tally }) {
  const releases = await Promise.all(
    Array.from({ length: SERVICES }, (_, index) =>
      ObservedRelease.begin(world, {
        service: serviceName(index),
        // The first of a service has nothing to return to.
        broken: index === 0 && world.hasRun && random() < 0.3,
        watchers: 2,
      }),
    ),
  );
  await sleep(afterMs);
  const victim = await findVictim(world, releases, random);
  const victims = all ? world.replicas : [victim];
  const held = await listHeld(world, releases, victims);
  await Promise.all(victims.map(replica => replica.kill()));
  const killedAt = Date.now();
  const replaced = world.replaceDead().then(() => Date.now());
  await Promise.all(releases.map(release => release.end()));
  // With nobody left, recovery begins with the restart; the first who is back does not wait for the others.
  const hurtAt = all ? await replaced : killedAt;
  await replaced;
  for (const observed of releases) {
    tally.add(
      `killed after ${Math.round(afterMs)} ms`,
      observed,
      await checkRelease(world, observed),
      {
        ...{ hitAt: killedAt, hurtAt, limitMs: LIMIT_MS },
        wasHeld: held.has(observed),
      },
    );
  }
  world.hasRun = true;
}

/** Which releases some replicas carry out. */
async function listHeld(world, releases, replicas) {
  const holders = await Promise.all(
    releases.map(({ id }) => world.findHolder(id)),
  );
  return new Set(
    releases.filter((_, index) => replicas.includes(holders[index])),
  );
}

/** Somebody who has something to lose, if there is one. */
async function findVictim(world, releases, random) {
  const one = releases[Math.floor(random() * releases.length)];
  return (await world.findHolder(one.id)) ?? world.other();
}

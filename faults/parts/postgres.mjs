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
const VIEWERS = 10;

/**
 * Restarts PostgreSQL in the middle of releases, and cuts the connections over which replicas hear of changes, with people
 * watching.
 *
 * @param {{ tally: import('../lib/tally.mjs').Tally, report: (text: string) => void, sample: boolean, random: () => number }} options
 */
export async function hurtPostgres({ tally, report, sample, random }) {
  const world = await World.open();
  try {
    for (let time = 1; time <= (sample ? 1 : 10); time += 1) {
      const afterMs = 200 + random() * 1_000;
      const downForMs = Math.round(random() * 1_500);
      report(
        `PostgreSQL crashed after ${Math.round(afterMs)} ms, for ${downForMs} ms and its start`,
      );
      await crash(world, { afterMs, downForMs, tally });
    }
    for (let time = 1; time <= (sample ? 1 : 5); time += 1) {
      report(`${time}: LISTEN connections cut, ${VIEWERS} viewers`);
      await cutListeners(world, { tally });
    }
  } finally {
    await world.close();
  }
}

async function crash(world, { afterMs, downForMs, tally }) {
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
  });
  await sleep(afterMs);
  await world.testbed.crashPostgres({ downForMs });
  const upAt = Date.now();
  await observed.end();
  tally.add(
    'PostgreSQL crashed',
    observed,
    await checkRelease(world, observed),
    { hurtAt: upAt, limitMs: LIMIT_MS },
  );
}

async function cutListeners(world, { tally }) {
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
    watchers: VIEWERS,
  });
  let cut = 0;
  while (!(await observed.hasEnded())) {
    const rows = await world.testbed.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' OR query = 'SELECT 1'",
    );
    cut += rows.length;
    await sleep(200);
  }
  await observed.end();
  if (cut === 0) {
    tally.fail('there was no LISTEN connection to cut');
  }
  if (observed.watches.some(({ connections }) => connections > 1)) {
    tally.fail('a viewer lost its stream because a replica lost its ear');
  }
  tally.add(
    'LISTEN connections cut',
    observed,
    await checkRelease(world, observed),
  );
}

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
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

/** Debian has it in the package `libfaketime`. */
const LIBRARY = spawnSync(
  'sh',
  ['-c', 'ls /usr/lib/*/faketime/libfaketime.so.1 2>/dev/null | head -n 1'],
  { encoding: 'utf8' },
).stdout.trim();

/**
 * Moves the clock of a replica by an hour, forth and back, while it carries a release out; and lets replicas whose clocks
 * are two hours apart take over from each other.
 *
 * @param {{ tally: import('../lib/tally.mjs').Tally, report: (text: string) => void }} options
 */
export async function moveClock({ tally, report }) {
  if (!LIBRARY) {
    report(
      'skipped: libfaketime is not installed (on Debian or Ubuntu: apt-get install libfaketime)',
    );
    return;
  }
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-clock-'));
  const file = path.join(directory, 'clock');
  setClock(file, '+0');
  const world = await World.open({
    replica: {
      env: {
        LD_PRELOAD: LIBRARY,
        FAKETIME_TIMESTAMP_FILE: file,
        FAKETIME_NO_CACHE: '1',
        // What computers do: the time since the start goes on whatever people do to the clock.
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
      },
    },
  });
  try {
    for (const step of ['+1h', '+0', '-1h', '+0']) {
      report(`the clock moved to ${step} in the middle of a release`);
      const observed = await ObservedRelease.begin(world, {
        service: serviceName(0),
      });
      await sleep(600);
      setClock(file, step);
      await observed.end();
      tally.add(
        `clock moved to ${step}`,
        observed,
        await checkRelease(world, observed),
      );
    }
    for (const [first, second] of [
      ['+1h', '-1h'],
      ['-1h', '+1h'],
    ]) {
      report(`killed at ${first}, taken over at ${second}`);
      await takeOver(world, { file, first, second, tally });
    }
  } finally {
    await world.close();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function takeOver(world, { file, first, second, tally }) {
  setClock(file, first);
  world.arm('switched:shop-0-a', 'SIGKILL');
  const observed = await ObservedRelease.begin(world, {
    service: serviceName(0),
  });
  const hit = await world.waitForHit({ withinMs: 30_000 });
  setClock(file, second);
  await hit.replica.ended;
  await Promise.all([world.replaceDead(), observed.end()]);
  tally.add(
    `killed at ${first}, taken over at ${second}`,
    observed,
    await checkRelease(world, observed),
    { hurtAt: hit.at, limitMs: LIMIT_MS, wasHeld: true },
  );
}

function setClock(file, offset) {
  fs.writeFileSync(`${file}.new`, `${offset}\n`);
  fs.renameSync(`${file}.new`, file);
}

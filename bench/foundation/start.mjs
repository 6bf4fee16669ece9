import { setTimeout as sleep } from 'node:timers/promises';
import { Backend } from '../lib/backend.mjs';
import { Measurements } from '../lib/measurements.mjs';

/** The sizes of the catalogs that are needed. A new company's: people and teams, no components yet. */
export const SIZES = [0];

const MEMORY_AFTER_MS = 10_000;

/** How each start is prepared, and which of the two compile caches is in use. */
const STARTS = [
  { what: 'migrated databases, as shipped', migrated: true, memory: true },
  {
    what: 'migrated databases, both with compile cache',
    migrated: true,
    compileCache: true,
  },
  {
    what: 'migrated databases, neither with compile cache',
    migrated: true,
    compileCache: false,
  },
  { what: 'empty databases, as shipped', migrated: false },
  {
    what: 'empty databases, both with compile cache',
    migrated: false,
    compileCache: true,
  },
];

/** Time from the start of the process until it says that it is ready, and memory ten seconds later. */
export async function measureStart({
  contenders,
  databases,
  snapshots,
  repeats,
  report,
}) {
  const measurements = new Measurements();
  for (const contender of contenders) {
    report(`${contender.name}: compile cache`);
    await start({
      contender,
      databases,
      snapshot: snapshots.of(contender, 0),
      migrated: true,
      compileCache: true,
    });
  }
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    for (const kind of STARTS) {
      for (const contender of contenders) {
        report(
          `repeat ${repeat} of ${repeats}, ${contender.name}, ${kind.what}`,
        );
        const { readyAfterMs, processorTime, memory } = await start({
          contender,
          databases,
          snapshot: snapshots.of(contender, 0),
          ...kind,
        });
        measurements.add(
          `start, ${kind.what}`,
          contender.name,
          readyAfterMs / 1000,
          { unit: 's' },
        );
        measurements.add(
          `processor time, ${kind.what}`,
          contender.name,
          processorTime,
          { unit: 's' },
        );
        if (kind.memory) {
          measurements.add('memory 10 s after ready', contender.name, memory, {
            unit: 'MB',
          });
        }
      }
    }
  }
  return measurements.toRows();
}

async function start({
  contender,
  databases,
  snapshot,
  migrated,
  compileCache,
  memory,
}) {
  const prefix = `run_${contender.name}_`;
  if (migrated) {
    await databases.copy(snapshot.prefix, prefix);
  } else {
    await databases.drop(prefix);
  }
  const backend = await Backend.start(contender, {
    databases,
    prefix,
    locations: snapshot.locations,
    compileCache,
  });
  try {
    if (memory) {
      await sleep(MEMORY_AFTER_MS);
    }
    return {
      readyAfterMs: backend.readyAfterMs,
      processorTime: backend.processorTime,
      memory: memory && backend.memory,
    };
  } finally {
    await backend.stop();
  }
}

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
        const figures = await start({
          contender,
          databases,
          snapshot: snapshots.of(contender, 0),
          ...kind,
        });
        addFigures({ measurements, contender, kind, figures });
      }
    }
  }
  return measurements.toRows();
}

function addFigures({ measurements, contender, kind, figures }) {
  const add = (what, figure, unit) =>
    measurements.add(what, contender.name, figure, { unit });
  add(`start, ${kind.what}`, figures.readyAfterMs / 1000, 's');
  add(`processor time of it, ${kind.what}`, figures.processorTime, 's');
  if (kind.memory) {
    add('memory 10 s after ready', figures.memory, 'MB');
    add('stop, from SIGTERM', figures.stoppedAfterMs / 1000, 's');
  }
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
  const figures = {
    readyAfterMs: backend.readyAfterMs,
    processorTime: backend.processorTime,
  };
  try {
    if (memory) {
      await sleep(MEMORY_AFTER_MS);
      figures.memory = backend.memory;
    }
  } finally {
    figures.stoppedAfterMs = await backend.stop();
  }
  return figures;
}

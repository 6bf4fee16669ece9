import { setTimeout as sleep } from 'node:timers/promises';
import { Backend } from '../lib/backend.mjs';
import { Measurements } from '../lib/measurements.mjs';

/** The sizes of the catalogs that are needed. A new company's: people and teams, no components yet. */
export const SIZES = [0];

const MEMORY_AFTER_MS = 10_000;

/** What is compared: the state of the databases, and whether Node.js keeps compiled code for either contender. */
const ROWS = [
  { what: 'migrated databases, as shipped', migrated: true },
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

/** Time from the start of the process until it says that it is ready; memory ten seconds later; time to stop. */
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
    const backend = await start({
      contender,
      databases,
      snapshots,
      migrated: true,
      compileCache: true,
    });
    await backend.stop();
  }
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    for (const { migrated, compileCache, contender } of listStarts(
      contenders,
    )) {
      report(`repeat ${repeat} of ${repeats}, ${contender.name}`);
      const backend = await start({
        contender,
        databases,
        snapshots,
        migrated,
        compileCache,
      });
      for (const row of ROWS.filter(
        one =>
          one.migrated === migrated &&
          usesCompileCache(one, contender) === compileCache,
      )) {
        addStart({ measurements, contender, backend, what: row.what });
      }
      if (migrated && compileCache === contender.usesCompileCache) {
        await addStay({ measurements, contender, backend });
      } else {
        await backend.kill();
      }
    }
  }
  return measurements.toRows();
}

/** Each start that some row needs, once, the contenders in turns. */
function listStarts(contenders) {
  const starts = ROWS.flatMap(row =>
    contenders.map(contender => ({
      contender,
      migrated: row.migrated,
      compileCache: usesCompileCache(row, contender),
    })),
  );
  const same = (a, b) =>
    a.contender === b.contender &&
    a.migrated === b.migrated &&
    a.compileCache === b.compileCache;
  return starts.filter(
    (one, index) => starts.findIndex(other => same(one, other)) === index,
  );
}

function usesCompileCache(row, contender) {
  return row.compileCache ?? contender.usesCompileCache;
}

async function start({ contender, databases, snapshots, migrated, ...rest }) {
  const snapshot = snapshots.of(contender, 0);
  const prefix = `run_${contender.name}_`;
  if (migrated) {
    await databases.copy(snapshot.prefix, prefix);
  } else {
    await databases.drop(prefix);
  }
  return Backend.start(contender, {
    databases,
    prefix,
    locations: snapshot.locations,
    ...rest,
  });
}

function addStart({ measurements, contender, backend, what }) {
  const add = (name, figure) =>
    measurements.add(`${name}, ${what}`, contender.name, figure, { unit: 's' });
  add('start', backend.readyAfterMs / 1000);
  add('processor time of it', backend.processorTime);
}

async function addStay({ measurements, contender, backend }) {
  await sleep(MEMORY_AFTER_MS);
  measurements.add('memory 10 s after ready', contender.name, backend.memory, {
    unit: 'MB',
  });
  const stoppedAfterMs = await backend.stop();
  measurements.add(
    'stop, from SIGTERM',
    contender.name,
    stoppedAfterMs / 1000,
    { unit: 's' },
  );
}

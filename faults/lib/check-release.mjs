import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { countChanges } from './count-changes.mjs';

/**
 * Compares everything that a release has left behind with what was promised.
 *
 * @param {import('./world.mjs').World} world
 * @param {import('./observed-release.mjs').ObservedRelease} observed - has ended, or should have
 * @returns {Promise<{ stuck: boolean, duplicateSwitches: number, lostLines: number, other: string[], finishedAt?: number,
 *   takenUpAt: number[], movedAt: number[], repeatedHooks: number }>}
 */
export async function checkRelease(world, observed) {
  const { testbed } = world;
  const [row] = await testbed.query('SELECT * FROM releases WHERE id = $1', [
    observed.id,
  ]);
  const events = await testbed.query(
    'SELECT * FROM release_events WHERE release_id = $1 ORDER BY id',
    [observed.id],
  );
  const log = await testbed.ask(world.other()).readWholeLog(observed.id);
  const hosts = await Promise.all(
    observed.hosts.map((host, index) => checkHost(observed, host, index)),
  );
  const lines = checkLog(observed, log);
  return {
    stuck: row.finished_at === null,
    duplicateSwitches: hosts.reduce((sum, host) => sum + host.duplicates, 0),
    lostLines: lines.lost,
    other: [
      ...checkRow(observed, row),
      ...checkEvents(row, events),
      ...hosts.flatMap(host => host.problems),
      ...lines.problems,
    ],
    finishedAt: row.finished_at?.getTime(),
    // By another worker, or by the first one if it was hit before.
    takenUpAt: events
      .filter(({ event }) => event === 'take-over' || event === 'start')
      .map(({ at }) => at.getTime()),
    // What shows that it went on, and was not only taken.
    movedAt: [
      ...log.map(({ at }) => Date.parse(at)),
      ...(row.finished_at ? [row.finished_at.getTime()] : []),
    ],
    repeatedHooks: hosts.reduce((sum, host) => sum + host.repeatedHooks, 0),
  };
}

function checkRow({ broken }, row) {
  const expected = broken ? 'failed' : 'succeeded';
  const problems = [];
  if (row.state !== expected) {
    problems.push(
      `it is ${row.state} instead of ${expected}: ${row.outcome ?? 'without a word'}`,
    );
  }
  if (row.finished_at && row.lease_expires_at) {
    problems.push('it has ended, but its lease is still there');
  }
  return problems;
}

/** One row for each transition, and each begins where the one before has ended. */
function checkEvents(row, events) {
  const moves = events
    .filter(event => event.to_state !== null)
    .map(event => `${event.from_state ?? ''}>${event.to_state}`);
  const expected = ['>queued', 'queued>running', `running>${row.state}`];
  return moves.join() === expected.join()
    ? []
    : [`its history is ${moves.join(', ')}`];
}

async function checkHost(observed, host, index) {
  const { id, broken, before } = observed;
  const problems = [];
  const name = path.basename(path.dirname(path.dirname(host.directory)));
  const say = text => problems.push(`${name}: ${text}`);
  const changes = await host.end();
  const { switches, returns, duplicates } = countChanges(id, {
    changes,
    history: host.readHistory(),
  });
  const expected = broken
    ? { current: before[index], returns: 1 }
    : { current: `releases/${id}`, returns: 0 };
  if (host.readCurrent() !== expected.current) {
    say(
      `${host.readCurrent()} is live instead of ${expected.current ?? 'nothing'}`,
    );
  }
  if (switches === 0) {
    say('it was never switched');
  }
  if (returns !== expected.returns) {
    say(`it was put back ${returns} times instead of ${expected.returns}`);
  }
  if (!broken) {
    host.listLeftovers().forEach(left => say(`${left} was left behind`));
  }
  const lock = spawnSync('flock', [
    '-n',
    path.join(host.directory, '.stagedoor', 'lock'),
    'true',
  ]);
  if (lock.status !== 0) {
    say('its lock is held');
  }
  return {
    problems,
    duplicates,
    repeatedHooks: Object.values(host.countHooks(id)).reduce(
      (sum, count) => sum + count - 1,
      0,
    ),
  };
}

/** Numbers without gaps, and everything that anybody was shown is there as it was shown. */
function checkLog({ watches }, log) {
  const problems = watches.flatMap(watch => watch.problems);
  log.forEach(({ n }, index) => {
    if (n !== index + 1) {
      problems.push(`line ${n} of the log stands at place ${index + 1}`);
    }
  });
  let lost = 0;
  for (const watch of watches) {
    for (const [n, text] of watch.shown) {
      if (log[n - 1]?.text !== text) {
        lost += 1;
      }
    }
    if (!watch.hasEnded) {
      problems.push('a viewer was never told that the log had ended');
    } else if (watch.shown.size !== log.length) {
      problems.push(
        `a viewer was shown ${watch.shown.size} of ${log.length} lines`,
      );
    }
  }
  return { lost, problems };
}

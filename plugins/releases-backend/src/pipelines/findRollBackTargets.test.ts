import { LiveHost, PastRelease } from '../store/LiveVersions';
import { findCommonVersion, findRollBackTargets } from './findRollBackTargets';

const commit = (letter: string) => letter.repeat(40);

function past(
  id: number,
  letter: string,
  more: Partial<PastRelease> = {},
): PastRelease {
  return {
    id,
    version: { commit: commit(letter), label: letter },
    at: `2026-01-0${id}T00:00:00.000Z`,
    package: { digest: `digest-${letter}`, bytes: 1 },
    isPackaged: false,
    ...more,
  };
}

function live(
  ref: string,
  letter: string | undefined,
  kept: number[],
  certain = true,
): LiveHost {
  return {
    environment: 'production',
    ref,
    name: ref,
    version: letter ? { commit: commit(letter), label: letter } : undefined,
    certain,
    kept,
  };
}

const labels = (
  list: readonly PastRelease[],
  hosts: readonly LiveHost[],
  refs = ['h1', 'h2'],
) =>
  findRollBackTargets(list, hosts, refs).map(
    ({ version, from }) => `${version.label} ${from}`,
  );

describe('findRollBackTargets', () => {
  it('offers what is in a folder on every host, and not what is missing on one', () => {
    const list = [past(3, 'c'), past(2, 'b'), past(1, 'a')];
    expect(
      labels(list, [live('h1', 'c', [1, 2, 3]), live('h2', 'c', [2, 3])]),
    ).toEqual(['b hosts']);
  });

  it('offers what is kept as a package, even if it was pruned on the hosts', () => {
    const list = [past(2, 'b'), past(1, 'a', { isPackaged: true })];
    expect(labels(list, [live('h1', 'b', [2]), live('h2', 'b', [2])])).toEqual([
      'a package',
    ]);
  });

  it('does not offer what runs, what was never packaged, or anything twice', () => {
    const list = [
      past(4, 'b', { isPackaged: true }),
      past(3, 'a', { isPackaged: true }),
      past(2, 'c', { package: undefined, isPackaged: true }),
      past(1, 'a', { isPackaged: true }),
    ];
    expect(labels(list, [live('h1', 'b', []), live('h2', 'b', [])])).toEqual([
      'a package',
    ]);
  });

  it('finds the folder of an earlier release of the same bytes', () => {
    const list = [past(3, 'b'), past(2, 'a'), past(1, 'a')];
    expect(
      labels(list, [live('h1', 'b', [1, 3]), live('h2', 'b', [2, 3])]),
    ).toEqual(['a hosts']);
  });

  it('does not take a folder for the same when it was built anew', () => {
    const list = [
      past(2, 'b'),
      past(1, 'a', { package: { digest: 'other', bytes: 1 } }),
    ];
    const hosts = [live('h1', 'b', [2]), live('h2', 'b', [2])];
    expect(labels(list, hosts)).toEqual([]);
  });

  it('has nothing to offer for a first release', () => {
    expect(labels([], [])).toEqual([]);
  });
});

it('knows no common version when hosts differ, are unknown, or never had one', () => {
  const a = live('h1', 'a', []);
  expect(findCommonVersion([a], ['h1'])?.label).toBe('a');
  for (const other of [
    live('h2', 'b', []),
    live('h2', 'a', [], false),
    live('h2', undefined, []),
  ]) {
    expect(findCommonVersion([a, other], ['h1', 'h2'])).toBeUndefined();
  }
  expect(findCommonVersion([a], ['h1', 'h2'])).toBeUndefined();
});

describe('what "back" means', () => {
  const packaged = { isPackaged: true };
  const list = [
    past(4, 'b', packaged),
    past(3, 'c', packaged),
    past(2, 'b', packaged),
    past(1, 'a', packaged),
  ];

  it('is what came before what runs, also right after a rollback: forward is a release', () => {
    expect(labels(list, [live('h1', 'b', [])], ['h1'])).toEqual(['a package']);
    expect(labels(list, [live('h1', 'a', [])], ['h1'])).toEqual([]);
  });

  it('begins with the version before, whichever was returned to last', () => {
    const returned = [past(5, 'a', packaged), ...list];
    expect(labels(returned, [live('h1', 'c', [])], ['h1'])).toEqual([
      'b package',
      'a package',
    ]);
  });

  it('is everything where a version stays that never ended well, or nobody knows what runs', () => {
    const all = ['c package', 'b package', 'a package'];
    const c = live('h2', 'c', []);
    expect(labels(list, [live('h1', 'd', []), c])).toEqual(all);
    expect(labels(list, [live('h1', 'a', [], false), c])).toEqual(all);
  });

  it('is measured at the newest version where hosts differ', () => {
    expect(labels(list, [live('h1', 'b', []), live('h2', 'a', [])])).toEqual([
      'a package',
    ]);
  });

  it('is nothing where nothing runs', () => {
    expect(labels(list, [])).toEqual([]);
  });
});

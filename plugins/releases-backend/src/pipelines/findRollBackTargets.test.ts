import { LiveHost, PastRelease } from '../store/LiveVersions';
import {
  chooseRollBackTarget,
  findCommonVersion,
  findRollBackTargets,
} from './findRollBackTargets';

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

it('means by "back" the version before the one that runs, also right after a rollback', () => {
  const packaged = { isPackaged: true };
  const list = [
    past(4, 'b', packaged),
    past(3, 'c', packaged),
    past(2, 'b', packaged),
    past(1, 'a', packaged),
  ];
  const targets = findRollBackTargets(list, [live('h1', 'b', [])], ['h1']);
  expect(targets.map(({ version }) => version.label)).toEqual(['c', 'a']);
  expect(
    chooseRollBackTarget(targets, list, { commit: commit('b') })?.version.label,
  ).toBe('a');
});

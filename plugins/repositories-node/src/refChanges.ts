import { runGit } from '@stagedoor/git';

/** Where one branch or tag points now; null when it is gone. */
export interface RefChange {
  ref: string;
  commit: string | null;
}

/** Reads where every branch and tag points. */
export async function readRefTargets(
  gitDir: string,
): Promise<ReadonlyMap<string, string>> {
  const output = await runGit(
    [
      'for-each-ref',
      '--format=%(refname) %(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)',
      'refs/heads/',
      'refs/tags/',
    ],
    { gitDir },
  );
  return new Map(
    output
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), line.slice(space + 1)] as const;
      }),
  );
}

/** Hands over each branch and tag that points somewhere else than before. */
export async function publishRefChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  publish: (change: RefChange) => Promise<void>,
): Promise<void> {
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const commit = after.get(ref) ?? null;
    if ((before.get(ref) ?? null) !== commit) {
      await publish({ ref, commit });
    }
  }
}

import { resolveObject } from './resolveObject';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * One line of a directory listing.
 *
 * @public
 */
export interface TreeEntry {
  /** Relative to the directory that was listed. */
  path: string;
  kind: 'file' | 'directory' | 'symlink' | 'submodule';
  object: string;
  /** Only files and symbolic links have one. */
  size: number | undefined;
}

/** @public */
export interface Tree {
  commit: string;
  /** Id of the directory: it changes exactly when something below it does. */
  object: string;
  entries: TreeEntry[];
}

const line = /^(\d{6}) (\w+) ([0-9a-f]{40,64}) +(-|\d+)\t(.+)$/su;

/**
 * Lists a directory, directories first, or everything below it.
 *
 * @returns undefined if the ref has no directory of that path
 * @public
 */
export async function listTree(
  gitDir: string,
  target: { ref: string; path: string; recursive?: boolean },
  bounds: GitBounds = {},
): Promise<Tree | undefined> {
  const found = await resolveObject(gitDir, target, bounds);
  if (found?.kind !== 'directory') {
    return undefined;
  }
  const output = await runGit(
    [
      'ls-tree',
      '-z',
      '--long',
      '--full-tree',
      ...(target.recursive ? ['-r'] : []),
      found.object,
    ],
    { gitDir, ...bounds },
  );
  const entries = output
    .toString('utf8')
    .split('\0')
    .flatMap(text => parseEntry(text));
  return {
    commit: found.commit,
    object: found.object,
    entries: entries.sort(compareEntries),
  };
}

function parseEntry(text: string): TreeEntry[] {
  const match = line.exec(text);
  if (!match) {
    return [];
  }
  const [, mode, type, object, size, path] = match;
  return [
    {
      path,
      object,
      kind: readKind(mode, type),
      size: size === '-' ? undefined : Number(size),
    },
  ];
}

function readKind(mode: string, type: string): TreeEntry['kind'] {
  if (type === 'tree') {
    return 'directory';
  }
  if (type === 'commit') {
    return 'submodule';
  }
  return mode === '120000' ? 'symlink' : 'file';
}

function compareEntries(a: TreeEntry, b: TreeEntry): number {
  const rank = (entry: TreeEntry) => (entry.kind === 'directory' ? 0 : 1);
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1);
}

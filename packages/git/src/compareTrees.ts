import { InputError } from '@backstage/errors';
import { isObjectId, normalizeTreePath } from './names';
import { runGit } from './runGit';
import { GitBounds } from './spawnGit';

/**
 * A file that differs between two commits.
 *
 * @public
 */
export interface FileChange {
  path: string;
  change: 'added' | 'changed' | 'removed' | 'renamed';
  /** Lines. Absent for binary files, and when they were not counted. */
  added?: number;
  removed?: number;
}

/** @public */
export interface TreeComparison {
  /** In the order of their paths. */
  files: FileChange[];
  fileCount: number;
}

// The paths travel as arguments, for which there is only so much room.
const maxPathBytes = 256 * 1024;
const maxRenamesConsidered = 400;
const options = [
  '-r',
  '-z',
  '--no-ext-diff',
  '--no-textconv',
  '--find-renames',
  `-l${maxRenamesConsidered}`,
];

/**
 * Lists the files that differ between two commits. Lines are counted only for those that are listed, so that a change of
 * a hundred thousand files costs little more than one of a few.
 *
 * @public
 */
export async function compareTrees(
  gitDir: string,
  pair: { from: string; to: string; path?: string; limit: number },
  bounds: GitBounds = {},
): Promise<TreeComparison> {
  const { from, to } = pair;
  if (!isObjectId(from) || !isObjectId(to)) {
    throw new InputError('Expected full commit ids');
  }
  const run = async (flags: string[], paths: string[]) => {
    const output = await runGit(
      [
        'diff-tree',
        ...flags,
        ...options,
        from,
        to,
        '--',
        ...paths.map(path => `:(literal)${path}`),
      ],
      { gitDir, maxOutputBytes: 64 * 1024 * 1024, ...bounds },
    );
    return output.toString('utf8').split('\0');
  };

  const within = pair.path ? [normalizeTreePath(pair.path)] : [];
  const all = parseRaw(await run(['--raw'], within));
  const listed = all.slice(0, pair.limit);
  const paths = takeBytes(
    listed.flatMap(file => (file.from ? [file.from, file.path] : [file.path])),
  );
  const lines =
    paths.length > 0
      ? parseNumbers(await run(['--numstat'], paths))
      : new Map<string, Lines>();
  return {
    files: listed.map(({ path, change }) => ({
      path,
      change,
      ...lines.get(path),
    })),
    fileCount: all.length,
  };
}

interface RawChange extends FileChange {
  /** What a renamed file was called. */
  from?: string;
}

/** Reads `:<modes> <objects> <status>`, then one path, or two for a rename. */
function parseRaw(fields: string[]): RawChange[] {
  const changes: RawChange[] = [];
  for (let i = 0; fields[i]?.startsWith(':');) {
    const status = fields[i].split(' ')[4];
    if (status.startsWith('R')) {
      changes.push({
        path: fields[i + 2],
        change: 'renamed',
        from: fields[i + 1],
      });
      i += 3;
    } else {
      changes.push({ path: fields[i + 1], change: kinds[status] ?? 'changed' });
      i += 2;
    }
  }
  return changes;
}

const kinds: Record<string, FileChange['change']> = {
  A: 'added',
  D: 'removed',
};

type Lines = Pick<FileChange, 'added' | 'removed'>;

/** Reads `<added>\t<removed>\t<path>`; of a rename the path is empty and two follow. A binary file has dashes. */
function parseNumbers(fields: string[]): Map<string, Lines> {
  const lines = new Map<string, Lines>();
  for (let i = 0; fields[i];) {
    const [added, removed, ...rest] = fields[i].split('\t');
    const name = rest.join('\t');
    if (added !== '-') {
      lines.set(name || fields[i + 2], {
        added: Number(added),
        removed: Number(removed),
      });
    }
    i += name ? 1 : 3;
  }
  return lines;
}

function takeBytes(paths: string[]): string[] {
  let room = maxPathBytes;
  return paths.filter(path => {
    room -= Buffer.byteLength(path);
    return room >= 0;
  });
}

import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { Minimatch } from 'minimatch';
import { PackageEntry } from './tarHeader';

type Patterns = ReleasePlan['build']['package'];

/**
 * Lists what belongs into a package, in an order that depends on nothing but names. A pattern that matches a folder
 * means everything in it.
 *
 * @throws ReleaseFailure if something cannot be packed, or a link leads out of the folder
 */
export async function selectFiles(
  directory: string,
  patterns: Patterns,
): Promise<PackageEntry[]> {
  const root = await realpath(directory);
  const matches = {
    include: compile(patterns.include),
    exclude: compile(patterns.exclude),
  };
  const entries: PackageEntry[] = [];
  await walk('', false);
  if (!entries.some(({ kind }) => kind !== 'folder')) {
    throw new ReleaseFailure(
      `Nothing in the build matches build.package.include (${patterns.include.join(', ')}); the package would be empty`,
    );
  }
  return entries;

  async function walk(folder: string, isIncluded: boolean): Promise<boolean> {
    const names = (await readdir(join(root, folder))).sort(compareBytes);
    let found = false;
    for (const name of names) {
      const path = folder ? `${folder}/${name}` : name;
      if (!matches.exclude(path)) {
        found = (await add(path, isIncluded || matches.include(path))) || found;
      }
    }
    return found;
  }

  /** Adds a file, or a folder if it or something in it is wanted. */
  async function add(path: string, isIncluded: boolean): Promise<boolean> {
    const stats = await lstat(join(root, path));
    if (stats.isDirectory()) {
      const place = entries.length;
      const found = await walk(path, isIncluded);
      if (found || isIncluded) {
        entries.splice(place, 0, {
          path,
          kind: 'folder',
          size: 0,
          executable: true,
        });
      }
      return found || isIncluded;
    }
    if (!isIncluded) {
      return false;
    }
    if (path.includes('\uFFFD')) {
      throw new ReleaseFailure(
        `The name of '${path}' is not UTF-8; rename it or exclude it from the package`,
      );
    }
    if (stats.isSymbolicLink()) {
      entries.push({
        path,
        kind: 'link',
        size: 0,
        executable: true,
        target: await readSafeLink(root, path),
      });
    } else if (stats.isFile()) {
      entries.push({
        path,
        kind: 'file',
        size: stats.size,
        executable: (stats.mode & 0o100) !== 0,
      });
    } else {
      throw new ReleaseFailure(
        `'${path}' is neither a file nor a folder nor a link; exclude it from the package`,
      );
    }
    return true;
  }
}

/** A link may only point to what is below the folder, on the face of it and in fact. */
async function readSafeLink(root: string, path: string): Promise<string> {
  const target = await readlink(join(root, path));
  const named = posix.normalize(posix.join(posix.dirname(path), target));
  const real = await realpath(join(root, path)).catch(() => undefined);
  const leaves =
    posix.isAbsolute(target) ||
    named === '..' ||
    named.startsWith('../') ||
    (real !== undefined && real !== root && !real.startsWith(root + sep));
  if (leaves) {
    throw new ReleaseFailure(
      `The link '${path}' points to '${target}', outside the folder of the build; make it relative and keep it inside, or exclude it`,
    );
  }
  return target;
}

function compile(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(
    glob =>
      new Minimatch(glob.replace(/\/+$/, ''), {
        dot: true,
        nocomment: true,
        nonegate: true,
      }),
  );
  return path => patterns.some(pattern => pattern.match(path));
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isError } from '@backstage/errors';

const groupAndOthers = 0o077;

/**
 * Makes the folder for private keys if there is none.
 *
 * @throws Error if anybody else could change or read what lies in it
 */
export async function openKeyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stats = await lstat(folder);
  if (!stats.isDirectory()) {
    throw new Error(`${folder} is not a folder, and must not be a link to one`);
  }
  refuseOthers(folder, stats, '0700');
}

/**
 * Reads a private key, or nothing if there is none.
 *
 * @throws Error if anybody else could read or change it
 */
export async function readPrivateFile(
  file: string,
): Promise<string | undefined> {
  let handle;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw hasCode(error, 'ELOOP')
      ? new Error(`${file} must not be a link`)
      : error;
  }
  try {
    // What was opened, not what may lie there by now.
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > 65_536) {
      throw new Error(`${file} is not the file of a key`);
    }
    refuseOthers(file, stats, '0600');
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file that does not exist yet: whole or not at all, also if the power fails.
 *
 * @returns false if somebody else has just made it
 */
export async function createFile(
  file: string,
  text: string,
  mode: number,
): Promise<boolean> {
  const folder = dirname(file);
  const aside = `${file}.${randomUUID()}.new`;
  const handle = await open(aside, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(aside, file);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  } finally {
    await unlink(aside);
  }
  const entry = await open(folder, constants.O_RDONLY);
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
  return true;
}

function refuseOthers(
  path: string,
  stats: { mode: number; uid: number },
  wanted: string,
): void {
  const mode = stats.mode % 0o1000;
  if (mode % (groupAndOthers + 1) !== 0) {
    throw new Error(
      `${path} is open to others (mode 0${mode.toString(8)}); close it with: chmod ${wanted} ${path}`,
    );
  }
  const uid = process.getuid?.();
  if (uid !== undefined && stats.uid !== uid) {
    throw new Error(
      `${path} belongs to user ${stats.uid}, but has to belong to ${uid}, who runs the platform`,
    );
  }
}

function hasCode(error: unknown, code: string): boolean {
  return isError(error) && error.code === code;
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How the folders are called in which something is built, or was removed, aside. */
export const asidePrefixes = { building: '.building-', removed: '.removed-' };

const leftoverAgeMs = 60 * 60 * 1000;

/** Clears what interrupted runs left in a folder of repositories. */
export async function removeLeftovers(root: string): Promise<void> {
  const prefixes = Object.values(asidePrefixes);
  for (const entry of await readdir(root)) {
    if (prefixes.some(prefix => entry.startsWith(prefix))) {
      const path = join(root, entry);
      const status = await stat(path).catch(() => undefined);
      // A younger one may belong to another replica that is at work.
      if (status && Date.now() - status.mtimeMs > leftoverAgeMs) {
        await rm(path, { recursive: true, force: true });
      }
    }
  }
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitTooLargeError } from './errors';

const checkEveryMs = 250;

/**
 * Runs something that fills a bare repository, and aborts it as soon as the repository is larger than allowed. Git has
 * no such bound of its own for fetching.
 */
export async function withinSize<T>(
  gitDir: string,
  options: { maxBytes?: number; signal?: AbortSignal },
  fill: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { maxBytes } = options;
  if (maxBytes === undefined) {
    return fill(options.signal);
  }
  const tooLarge = new AbortController();
  const check = async () => {
    if ((await measurePacks(gitDir)) > maxBytes) {
      tooLarge.abort(
        new GitTooLargeError(
          `The repository is larger than the ${maxBytes} bytes that are allowed`,
        ),
      );
    }
  };
  const timer = setInterval(() => void check().catch(() => {}), checkEveryMs);
  try {
    const result = await fill(
      options.signal
        ? AbortSignal.any([options.signal, tooLarge.signal])
        : tooLarge.signal,
    );
    await check();
    tooLarge.signal.throwIfAborted();
    return result;
  } catch (error) {
    await removeHalfPacks(gitDir);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function measurePacks(gitDir: string): Promise<number> {
  const folder = join(gitDir, 'objects', 'pack');
  const sizes = await Promise.all(
    (await readdir(folder)).map(async name =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What git leaves when it is stopped while it receives. */
async function removeHalfPacks(gitDir: string): Promise<void> {
  const folder = join(gitDir, 'objects', 'pack');
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.startsWith('tmp_')) {
      await rm(join(folder, name), { force: true });
    }
  }
}

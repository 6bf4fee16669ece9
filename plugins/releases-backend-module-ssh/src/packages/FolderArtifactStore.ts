import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ArtifactStore } from './ArtifactStore';
import { WrittenPackage } from './writePackage';

const reserveBytes = 32 * 1024 * 1024;
const abandonedMs = 24 * 60 * 60_000;

/** Packages as files of one folder, `<digest>.tar.gz`. */
export class FolderArtifactStore implements ArtifactStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async has(digest: string): Promise<boolean> {
    return stat(this.#path(digest)).then(
      file => file.isFile(),
      () => false,
    );
  }

  async put(
    write: (target: Writable) => Promise<WrittenPackage>,
    expectedBytes: number,
  ): Promise<WrittenPackage> {
    await mkdir(this.#directory, { recursive: true });
    await this.#removeAbandoned();
    await this.#requireRoom(expectedBytes);
    const aside = join(this.#directory, `.${randomUUID()}.part`);
    // There before anything is written: what is opened later could appear after it was removed.
    const target = (await open(aside, 'wx', 0o600)).createWriteStream();
    try {
      const written = await write(target);
      const file = await open(aside, 'r');
      await file.sync().finally(() => file.close());
      await rename(aside, this.#path(written.digest));
      return written;
    } catch (error) {
      throw isError(error) && error.code === 'ENOSPC'
        ? this.#noRoom(expectedBytes, 0)
        : error;
    } finally {
      target.destroy();
      await rm(aside, { force: true });
    }
  }

  async open(digest: string): Promise<Readable> {
    if (!(await this.has(digest))) {
      throw new NotFoundError(`There is no package ${digest}`);
    }
    return createReadStream(this.#path(digest), { highWaterMark: 256 * 1024 });
  }

  async verify(digest: string): Promise<boolean> {
    if (!(await this.has(digest))) {
      return false;
    }
    const hash = createHash('sha256');
    await pipeline(await this.open(digest), hash);
    return hash.digest('hex') === digest;
  }

  async remove(digest: string): Promise<void> {
    await rm(this.#path(digest), { force: true });
  }

  #path(digest: string): string {
    if (!/^[0-9a-f]{64}$/.test(digest)) {
      throw new NotFoundError('That is not the digest of a package');
    }
    return join(this.#directory, `${digest}.tar.gz`);
  }

  async #requireRoom(expectedBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#directory);
    if (bavail * bsize < expectedBytes + reserveBytes) {
      throw this.#noRoom(expectedBytes, bavail * bsize);
    }
  }

  #noRoom(expectedBytes: number, free: number): Error {
    const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;
    return new ServiceUnavailableError(
      `There is no room for the package on the platform's disk: it may need ${megabytes(expectedBytes + reserveBytes)} and ${megabytes(free)} are free in ${this.#directory}`,
    );
  }

  /** What a process that was killed has left. */
  async #removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const path = join(this.#directory, name);
      const age =
        Date.now() -
        ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now());
      if (name.endsWith('.part') && age > abandonedMs) {
        await rm(path, { force: true });
      }
    }
  }
}

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import {
  countPadding,
  encodeTarHeader,
  PackageEntry,
  tarEnd,
} from './tarHeader';

/** A package that was written. */
export interface WrittenPackage {
  /** SHA-256 of its bytes, in hex. */
  digest: string;
  bytes: number;
}

/**
 * Writes files as a compressed archive. The same files give the same bytes, wherever and whenever they were built.
 *
 * @param time - of every entry, in seconds: that of the commit, so that web servers notice that a file is another one
 */
export async function writePackage(
  source: { directory: string; entries: readonly PackageEntry[]; time: number },
  target: Writable,
  signal?: AbortSignal,
): Promise<WrittenPackage> {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(undefined, chunk);
    },
  });
  await pipeline(
    Readable.from(archive(source)),
    createGzip({ level: 6 }),
    count,
    target,
    { signal },
  );
  return { digest: hash.digest('hex'), bytes };
}

async function* archive(source: {
  directory: string;
  entries: readonly PackageEntry[];
  time: number;
}): AsyncGenerator<Buffer> {
  for (const entry of source.entries) {
    yield encodeTarHeader(entry, source.time);
    if (entry.kind === 'file' && entry.size > 0) {
      let sent = 0;
      // Never through a link that has taken its place since.
      const file = await open(
        join(source.directory, entry.path),
        constants.O_RDONLY | constants.O_NOFOLLOW,
      );
      const chunks = file.createReadStream({ highWaterMark: 256 * 1024 });
      for await (const chunk of chunks) {
        sent += chunk.length;
        yield chunk;
      }
      if (sent !== entry.size) {
        throw new Error(`'${entry.path}' changed while it was being packed`);
      }
      yield Buffer.alloc(countPadding(entry.size));
    }
  }
  yield tarEnd;
}

import { Readable, Writable } from 'node:stream';
import { WrittenPackage } from './writePackage';

/** Keeps packages under their digests. */
export interface ArtifactStore {
  has(digest: string): Promise<boolean>;
  /**
   * Keeps what `write` writes. Nobody sees it before it is whole; the same bytes twice are kept once.
   *
   * @param expectedBytes - at most so many
   * @throws if there is no room for it
   */
  put(
    write: (target: Writable) => Promise<WrittenPackage>,
    expectedBytes: number,
  ): Promise<WrittenPackage>;
  /** @throws NotFoundError */
  open(digest: string): Promise<Readable>;
  /** Whether the bytes are still those of the digest. */
  verify(digest: string): Promise<boolean>;
  remove(digest: string): Promise<void>;
}

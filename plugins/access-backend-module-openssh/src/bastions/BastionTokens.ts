import { createHash, timingSafeEqual } from 'node:crypto';

/** Tells bastions from others by their tokens. */
export class BastionTokens {
  readonly #digests: readonly { name: string; digest: Buffer }[];

  constructor(bastions: readonly { name: string; token: string }[]) {
    this.#digests = bastions.map(({ name, token }) => ({
      name,
      digest: digestOf(token),
    }));
  }

  /** Compares with all of them, each in constant time, whichever it is. */
  find(token: string): string | undefined {
    const digest = digestOf(token);
    return this.#digests.reduce<string | undefined>(
      (found, bastion) =>
        timingSafeEqual(bastion.digest, digest) ? bastion.name : found,
      undefined,
    );
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

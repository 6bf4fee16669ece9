import { ServiceUnavailableError } from '@backstage/errors';

/** Bounds how many transfers run at the same time. Whoever comes too many is told so at once, and git tells them. */
export class TransferSlots {
  readonly #size: number;
  #taken = 0;

  constructor(size: number) {
    this.#size = size;
  }

  async use<T>(transfer: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#size) {
      throw new ServiceUnavailableError(
        'Too many transfers are under way; try again in a moment',
      );
    }
    this.#taken += 1;
    try {
      return await transfer();
    } finally {
      this.#taken -= 1;
    }
  }
}

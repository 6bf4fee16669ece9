import { ServiceUnavailableError } from '@backstage/errors';

/** Bounds how many of something run at the same time. Who comes when all slots are taken is told so, not made to wait. */
export class Slots {
  #free: number;
  readonly #refusal: string;

  /** @param refusal - what whoever comes too many is told: "Too many previews are being made; try again in a moment" */
  constructor(count: number, refusal: string) {
    this.#free = count;
    this.#refusal = refusal;
  }

  /** @throws ServiceUnavailableError */
  async use<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) {
      throw new ServiceUnavailableError(this.#refusal);
    }
    this.#free -= 1;
    try {
      return await work();
    } finally {
      this.#free += 1;
    }
  }
}

import { ServiceUnavailableError } from '@backstage/errors';

/** Whoever takes a slot, and how many of them are theirs at most. @public */
export interface SlotTaker {
  ref: string;
  most: number;
}

/**
 * Bounds how many of something run at the same time, and how many of them are one person's: others get in. Who comes too
 * many is told so, not made to wait.
 *
 * @public
 */
export class SharedSlots {
  readonly #refusals: { most: (taken: number) => string; total: string };
  readonly #taken = new Map<string, number>();
  #free: number;

  /** @param refusals - what somebody is told who has too many, and what everybody is told when all are taken */
  constructor(
    total: number,
    refusals: { most: (taken: number) => string; total: string },
  ) {
    this.#refusals = refusals;
    this.#free = total;
  }

  /**
   * @returns a function that frees the slot; calling it again does nothing
   * @throws ServiceUnavailableError
   */
  take({ ref, most }: SlotTaker): () => void {
    const mine = this.#taken.get(ref) ?? 0;
    if (mine >= most) {
      throw new ServiceUnavailableError(this.#refusals.most(mine));
    }
    if (this.#free === 0) {
      throw new ServiceUnavailableError(this.#refusals.total);
    }
    this.#taken.set(ref, mine + 1);
    this.#free -= 1;
    let isTaken = true;
    return () => {
      if (isTaken) {
        isTaken = false;
        this.#giveBack(ref);
      }
    };
  }

  /** @throws ServiceUnavailableError */
  async use<T>(taker: SlotTaker, work: () => Promise<T>): Promise<T> {
    const free = this.take(taker);
    try {
      return await work();
    } finally {
      free();
    }
  }

  #giveBack(ref: string): void {
    this.#free += 1;
    const left = (this.#taken.get(ref) ?? 1) - 1;
    if (left > 0) {
      this.#taken.set(ref, left);
    } else {
      this.#taken.delete(ref);
    }
  }
}

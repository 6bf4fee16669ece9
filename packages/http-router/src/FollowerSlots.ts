import { ServiceUnavailableError } from '@backstage/errors';

/** Bounds how many follow something at the same time: each of them holds a connection. */
export class FollowerSlots {
  readonly #limits: { perUser: number; total: number };
  readonly #what: string;
  readonly #taken = new Map<string, number>();
  #total = 0;

  /** @param what - what is followed: "logs" */
  constructor(what: string, limits: { perUser: number; total: number }) {
    this.#what = what;
    this.#limits = limits;
  }

  /**
   * @returns a function that frees the slot; calling it again does nothing
   * @throws ServiceUnavailableError
   */
  take(user: string): () => void {
    const mine = this.#taken.get(user) ?? 0;
    if (mine >= this.#limits.perUser) {
      throw new ServiceUnavailableError(
        `You follow ${mine} ${this.#what} already; close one, or read it without following`,
      );
    }
    if (this.#total >= this.#limits.total) {
      throw new ServiceUnavailableError(
        `Too many people follow ${this.#what}; try again in a moment`,
      );
    }
    this.#taken.set(user, mine + 1);
    this.#total += 1;
    let free = false;
    return () => {
      if (!free) {
        free = true;
        this.#total -= 1;
        const left = (this.#taken.get(user) ?? 1) - 1;
        if (left > 0) {
          this.#taken.set(user, left);
        } else {
          this.#taken.delete(user);
        }
      }
    };
  }
}

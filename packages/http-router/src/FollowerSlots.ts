import { SharedSlots } from './SharedSlots';

/** Bounds how many follow something at the same time: each of them holds a connection. */
export class FollowerSlots {
  readonly #perUser: number;
  readonly #slots: SharedSlots;

  /** @param what - what is followed: "logs" */
  constructor(what: string, limits: { perUser: number; total: number }) {
    this.#perUser = limits.perUser;
    this.#slots = new SharedSlots(limits.total, {
      most: taken =>
        `You follow ${taken} ${what} already; close one, or read it without following`,
      total: `Too many people follow ${what}; try again in a moment`,
    });
  }

  /**
   * @returns a function that frees the slot; calling it again does nothing
   * @throws ServiceUnavailableError
   */
  take(user: string): () => void {
    return this.#slots.take({ ref: user, most: this.#perUser });
  }
}

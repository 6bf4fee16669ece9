import { ServiceUnavailableError } from '@backstage/errors';

/** Bounds how many things are done at once. Who comes when all slots are taken is told to come again, not made to wait. */
export class Slots {
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** @returns gives the slot back */
  take(): () => void {
    if (this.#free === 0) {
      throw new ServiceUnavailableError(
        'Too many previews are being made right now. Try again in a few seconds.',
      );
    }
    this.#free -= 1;
    let taken = true;
    return () => {
      this.#free += taken ? 1 : 0;
      taken = false;
    };
  }
}

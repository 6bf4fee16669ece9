import { DatabaseWake } from '../wake/DatabaseWake';

/**
 * Waits until something may have been added to a log, or a time has passed. Wakes that come after it was made are not
 * missed, so make it before reading.
 */
export class LogWaiter {
  readonly #unsubscribe: () => void;
  #woken = false;
  #wakeUp?: () => void;

  constructor(wake: DatabaseWake, release: number) {
    const onChange = () => {
      this.#woken = true;
      this.#wakeUp?.();
    };
    this.#unsubscribe = wake.subscribe({
      onWake: change => {
        if (change.release === release && change.kind !== 'queue') {
          onChange();
        }
      },
      onGap: onChange,
    });
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#woken && ms > 0 && !signal.aborted) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms);
        this.#wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#wakeUp, { once: true });
      });
    }
    this.#woken = false;
    this.#wakeUp = undefined;
  }

  close(): void {
    this.#unsubscribe();
  }
}

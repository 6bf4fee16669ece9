import { CustomErrorBase } from '@backstage/errors';

/** Somebody asks more often than anybody has to. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError';
  /** Becomes the status of the answer. */
  readonly statusCode = 429;
}

/** How many askers are remembered. */
const mostAskers = 10_000;

/** Lets each asker ask so often each second, and more for a moment. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #left = new Map<string, { count: number; at: number }>();

  constructor(options: { perSecond: number; burst: number }) {
    this.#perSecond = options.perSecond;
    this.#burst = options.burst;
  }

  /**
   * Counts a request.
   *
   * @throws TooManyRequestsError
   */
  take(asker: string): void {
    const now = performance.now();
    const known = this.#left.get(asker) ?? { count: this.#burst, at: now };
    const count = Math.min(
      this.#burst,
      known.count + ((now - known.at) / 1000) * this.#perSecond,
    );
    this.#left.delete(asker);
    this.#left.set(asker, { count: Math.max(0, count - 1), at: now });
    if (this.#left.size > mostAskers) {
      // The one that asked least lately.
      for (const [oldest] of this.#left) {
        this.#left.delete(oldest);
        break;
      }
    }
    if (count < 1) {
      throw new TooManyRequestsError('Too many requests: ask less often');
    }
  }
}

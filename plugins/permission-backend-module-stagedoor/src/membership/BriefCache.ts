/**
 * Keeps answers for a short time; when it is full, the oldest goes. Callers that ask for the same key at the same time
 * share one answer; a failure is not kept.
 */
export class BriefCache<T> {
  readonly #entries = new Map<
    string,
    { expiresAt: number; answer: Promise<T> }
  >();
  readonly #lifetimeMs: number;
  readonly #maxEntries: number;
  readonly #now: () => number;

  constructor(options: {
    lifetimeMs: number;
    maxEntries: number;
    now?: () => number;
  }) {
    this.#lifetimeMs = options.lifetimeMs;
    this.#maxEntries = options.maxEntries;
    this.#now = options.now ?? Date.now;
  }

  find(key: string): Promise<T> | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > this.#now() ? entry.answer : undefined;
  }

  keep(key: string, answer: Promise<T>): Promise<T> {
    const entry = { expiresAt: this.#now() + this.#lifetimeMs, answer };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries) {
        break;
      }
      this.#entries.delete(oldest);
    }
    answer.catch(() => {
      if (this.#entries.get(key) === entry) {
        this.#entries.delete(key);
      }
    });
    return answer;
  }
}

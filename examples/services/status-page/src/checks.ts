export interface Target {
  name: string;
  url: string;
}

export interface Check {
  name: string;
  /** Unknown until somebody looked, and again when the last look is too old. */
  state: 'up' | 'down' | 'unknown';
  checkedAt: Date | undefined;
}

const tooOldMs = 90_000;

/** Reads `Payments=https://…,Search=https://…`. */
export function parseTargets(text: string): Target[] {
  return text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      const [, name, url] = /^([^=]+)=(https?:\/\/\S+)$/.exec(part) ?? [];
      if (!name || !url) throw new Error(`"${part}" is not name=address`);
      return { name, url };
    });
}

/** Looks at each target every half a minute. */
export class Checks {
  readonly #targets: Target[];
  readonly #now: () => Date;
  readonly #results = new Map<string, { up: boolean; at: Date }>();

  constructor(targets: Target[], now: () => Date = () => new Date()) {
    this.#targets = targets;
    this.#now = now;
  }

  start(): void {
    void this.lookAtAll();
    setInterval(() => void this.lookAtAll(), 30_000).unref();
  }

  async lookAtAll(): Promise<void> {
    await Promise.all(
      this.#targets.map(async ({ name, url }) => {
        const up = await fetch(url, {
          signal: AbortSignal.timeout(5_000),
        }).then(
          response => response.ok,
          () => false,
        );
        this.#results.set(name, { up, at: this.#now() });
      }),
    );
  }

  list(): Check[] {
    const oldest = this.#now().getTime() - tooOldMs;
    return this.#targets.map(({ name }) => {
      const result = this.#results.get(name);
      const fresh = result !== undefined && result.at.getTime() >= oldest;
      return {
        name,
        state: fresh ? (result.up ? 'up' : 'down') : 'unknown',
        checkedAt: result?.at,
      };
    });
  }
}

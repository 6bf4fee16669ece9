import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A person who watches the log of a release, and connects again wherever a replica still answers. What it has been shown
 * counts as acknowledged: it has to stay.
 */
export class LogWatch {
  #world;
  #release;
  #caller;
  #stopping = new AbortController();
  #connection = new AbortController();
  #done;
  /** Text by number. */
  shown = new Map();
  /** What was wrong with what arrived. */
  problems = [];
  connections = 0;
  hasEnded = false;

  constructor(world, release, { caller = 'driver', prefer } = {}) {
    this.#world = world;
    this.#release = release;
    this.#caller = caller;
    this.#done = this.#watch(prefer);
  }

  /** Connects again, as after a lost network: a replica that is frozen says nothing. */
  reconnect() {
    this.#connection.abort();
  }

  /** Waits until everything has been shown, or for a while. */
  async end({ withinMs }) {
    const timer = setTimeout(() => this.#stopping.abort(), withinMs);
    timer.unref();
    await this.#done;
    clearTimeout(timer);
  }

  async #watch(prefer) {
    let replica = prefer;
    while (!this.hasEnded && !this.#stopping.signal.aborted) {
      this.#connection = new AbortController();
      const from =
        replica?.isRunning && !replica.isFrozen
          ? replica
          : this.#world.other(replica);
      if (from) {
        await this.#follow(from).catch(() => {});
        replica = this.#world.other(from) ?? from;
      }
      await sleep(50);
    }
  }

  async #follow(replica) {
    this.connections += 1;
    const after = this.shown.size;
    this.hasEnded = await this.#world.testbed
      .ask(replica, this.#caller)
      .follow(this.#release, {
        after,
        signal: AbortSignal.any([
          this.#stopping.signal,
          this.#connection.signal,
        ]),
        onLines: lines => lines.forEach(line => this.#take(line)),
      });
  }

  #take({ n, text }) {
    if (this.shown.has(n)) {
      this.problems.push(`line ${n} was sent twice`);
    } else if (n !== this.shown.size + 1) {
      this.problems.push(`line ${n} followed line ${this.shown.size}`);
    }
    this.shown.set(n, text);
  }
}

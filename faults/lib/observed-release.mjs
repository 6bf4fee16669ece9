import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HostWatch } from './host-watch.mjs';
import { LogWatch } from './log-watch.mjs';
import { hostNames, servicePath } from './services.mjs';

const FINAL_WITHIN_MS = 60_000;
const CREATED_WITHIN_MS = 10_000;

/** A release that is looked at from all sides while things break. */
export class ObservedRelease {
  #world;

  /**
   * Asks for a release and begins to watch it.
   *
   * @param {import('./world.mjs').World} world
   * @param {{ service: string, broken?: boolean, watchers?: number }} options
   */
  static async begin(world, { service, broken = false, watchers = 2 }) {
    const observed = new ObservedRelease();
    observed.#world = world;
    observed.service = service;
    observed.broken = broken;
    observed.version = world.takeVersion({ broken });
    observed.hosts = hostNames(service).map(
      host => new HostWatch(servicePath(world.testbed, host)),
    );
    observed.before = observed.hosts.map(host => host.readCurrent());
    const { id } = await create(world, {
      component: `component:default/${service}`,
      environment: 'local',
      version: observed.version.commit,
    });
    observed.id = id;
    observed.watches = Array.from(
      { length: watchers },
      (_, index) =>
        new LogWatch(world, id, {
          caller: `viewer-${1 + (index % 7)}`,
          prefer: world.replicas[index % world.replicas.length],
        }),
    );
    return observed;
  }

  /** Whether it has ended, by the table. */
  async hasEnded() {
    const [row] = await this.#world.testbed.query(
      'SELECT finished_at FROM releases WHERE id = $1',
      [this.id],
    );
    return row.finished_at !== null;
  }

  /** Waits until it has ended and its viewers have seen that. */
  async end({ withinMs = FINAL_WITHIN_MS } = {}) {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      if (await this.hasEnded().catch(() => false)) {
        break;
      }
      await sleep(25);
    }
    await Promise.all(
      this.watches.map(watch => watch.end({ withinMs: 10_000 })),
    );
  }
}

/** Asks for a release; whoever was asked may die of it before it has answered, and then another one is asked for the same. */
async function create(world, wish) {
  const key = randomUUID();
  const deadline = performance.now() + CREATED_WITHIN_MS;
  for (;;) {
    try {
      return await world.testbed.ask(world.other()).create(wish, key);
    } catch (error) {
      // That is what fetch says of a connection that broke.
      if (!(error instanceof TypeError) || performance.now() > deadline) {
        throw error;
      }
      await sleep(25);
    }
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { AccessProvider } from '@stagedoor/plugin-access-node';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { ProviderOutbox, ProviderTask } from '../store/ProviderOutbox';

/** After how many failures people hear that access is not gone everywhere. */
const alarmAfter = 5;

/**
 * Tells providers what they do not know yet, until they have confirmed it. Whatever they say, access is refused here
 * from the moment at which a grant ended.
 */
export class ProviderReconciler {
  readonly #announcer: AccessAnnouncer;
  readonly #alarm: readonly string[];
  readonly #callSeconds: number;
  readonly #logger: LoggerService;
  readonly #outbox: ProviderOutbox;
  readonly #providers: ReadonlyMap<string, AccessProvider>;
  #running?: Promise<void>;
  #again = false;

  constructor(options: {
    announcer: AccessAnnouncer;
    /** Who hears of what cannot be revoked. */
    alarm: readonly string[];
    logger: LoggerService;
    outbox: ProviderOutbox;
    providers: ReadonlyMap<string, AccessProvider>;
    /** How long one call may take. */
    callSeconds?: number;
  }) {
    this.#announcer = options.announcer;
    this.#alarm = options.alarm;
    this.#callSeconds = options.callSeconds ?? 30;
    this.#logger = options.logger;
    this.#outbox = options.outbox;
    this.#providers = options.providers;
  }

  /** Takes over the grants that a provider does not know of because it was added later. */
  async adopt(): Promise<void> {
    await this.#outbox.adopt([...this.#providers.keys()]);
  }

  /** Has it done soon, without waiting for it. */
  wake(): void {
    this.run().catch(error =>
      this.#logger.error('Could not tell providers of access', toError(error)),
    );
  }

  /** Does what is due. One round at a time; who asks meanwhile gets another one after it. */
  async run(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#runAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #runAll(): Promise<void> {
    if (this.#providers.size === 0) {
      return;
    }
    do {
      this.#again = false;
      const tasks = await this.#outbox.claim(
        [...this.#providers.keys()],
        this.#callSeconds + 15,
      );
      this.#again ||= tasks.length > 0;
      await Promise.all(tasks.map(task => this.#tell(task)));
    } while (this.#again);
  }

  async #tell(task: ProviderTask): Promise<void> {
    const { grant, provider: id, wanted } = task;
    const provider = this.#providers.get(id);
    const signal = AbortSignal.timeout(this.#callSeconds * 1000);
    try {
      // A provider that heeds no signal must not hold up the others.
      await Promise.race([
        wanted === 'active'
          ? provider?.activate(grant, signal)
          : provider?.revoke(grant, signal),
        rejectOn(signal),
      ]);
    } catch (error) {
      const problem = toError(error).message;
      await this.#outbox.postpone(task, problem);
      this.#logger.warn(
        `The access provider ${id} could not ${wanted === 'gone' ? 'revoke' : 'activate'} grant #${grant.id}, attempt ${task.attempts}: ${problem}`,
      );
      if (wanted === 'gone' && task.attempts === alarmAfter) {
        await this.#announcer.announceStuckRevocation(
          grant.id,
          id,
          this.#alarm,
        );
      }
      return;
    }
    await this.#outbox.confirm(task);
    await this.#announcer.announceProgress(grant.id);
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new Error('It did not answer in time')),
      { once: true },
    );
  });
}

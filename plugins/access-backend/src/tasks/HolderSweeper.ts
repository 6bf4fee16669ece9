import { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '@stagedoor/commands';
import { Allowed } from '@stagedoor/plugin-access-common';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { HolderCheck } from '../policy/HolderCheck';
import { AccessAuditEvent } from '../service/auditAccess';
import { DueGrant, GrantWriter } from '../store/GrantWriter';

interface HolderSweeperOptions {
  announcer: AccessAnnouncer;
  auditor: AuditorService;
  grantWriter: GrantWriter;
  holders: HolderCheck;
  wakeProviders(): void;
  /** How often each holder is looked at. */
  everySeconds?: number;
}

const eventId: AccessAuditEvent = 'access-grant-revoke';
/** Older ones say nothing about now: with several replicas, each looks only now and then. */
const doubtsLastMs = 10 * 60_000;

/**
 * Takes access away from people who have left, or lost the role to hold it. A catalog that is being read anew misses
 * people for a moment, so somebody has to be missing twice in a row; new certificates are refused the first time.
 */
export class HolderSweeper {
  readonly #options: HolderSweeperOptions;
  /** Grants, and when their holders were missing. */
  readonly #doubted = new Map<number, number>();

  constructor(options: HolderSweeperOptions) {
    this.#options = options;
  }

  /** @throws if the catalog does not answer: then nothing is taken away */
  async sweep(): Promise<void> {
    const { everySeconds = 60, grantWriter, holders } = this.#options;
    this.#forgetDoubts();
    let some: DueGrant[];
    do {
      some = await grantWriter.listUnchecked(everySeconds);
      // All at once, which asks the catalog once.
      const verdicts = await Promise.all(
        some.map(({ holder }) => holders.mayHold(holder)),
      );
      await grantWriter.markChecked(some.map(({ id }) => id));
      for (const [index, { id }] of some.entries()) {
        await this.#judge(id, verdicts[index]);
      }
    } while (some.length > 0);
  }

  async #judge(id: number, verdict: Allowed): Promise<void> {
    if (verdict.allowed) {
      this.#doubted.delete(id);
    } else if (this.#doubted.delete(id)) {
      await this.#revoke(id, verdict.reason);
    } else {
      this.#doubted.set(id, Date.now());
    }
  }

  #forgetDoubts(): void {
    for (const [id, at] of this.#doubted) {
      if (Date.now() - at > doubtsLastMs) {
        this.#doubted.delete(id);
      }
    }
  }

  async #revoke(id: number, reason: string): Promise<void> {
    const { announcer, auditor, grantWriter, wakeProviders } = this.#options;
    const done = await audited(
      auditor,
      {
        eventId,
        asker: { ref: 'plugin:access' },
        meta: { grant: id, comment: reason },
      },
      () => grantWriter.revoke(id, reason),
    );
    if (done) {
      wakeProviders();
      await announcer.announceGrant(id);
    }
  }
}

import { AuditorService } from '@backstage/backend-plugin-api';
import { audited } from '@stagedoor/commands';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { HolderCheck } from '../policy/HolderCheck';
import { AccessAuditEvent } from '../service/auditAccess';
import { GrantWriter, UncheckedGrant } from '../store/GrantWriter';

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

/**
 * Takes access away from people who have left, or lost the role to hold it. A catalog that is being read anew misses
 * people for a moment, so somebody has to be missing twice in a row, whichever replica looks; new certificates are
 * refused the first time.
 */
export class HolderSweeper {
  readonly #options: HolderSweeperOptions;

  constructor(options: HolderSweeperOptions) {
    this.#options = options;
  }

  /** @throws if the catalog does not answer: then nothing is taken away */
  async sweep(): Promise<void> {
    const { everySeconds = 60, grantWriter, holders } = this.#options;
    let some: UncheckedGrant[];
    do {
      some = await grantWriter.listUnchecked(everySeconds);
      // All at once, which asks the catalog once.
      const looked = await Promise.all(
        some.map(async grant => ({
          ...grant,
          verdict: await holders.mayHold(grant.holder),
        })),
      );
      const missing = looked.filter(({ verdict }) => !verdict.allowed);
      await grantWriter.markChecked(
        looked.map(({ id }) => id),
        missing.map(({ id }) => id),
      );
      for (const { id, isDoubted, verdict } of missing) {
        if (isDoubted && !verdict.allowed) {
          await this.#revoke(id, verdict.reason);
        }
      }
    } while (some.length > 0);
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

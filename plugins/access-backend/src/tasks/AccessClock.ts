import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { audited } from '@stagedoor/commands';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { HolderCheck } from '../policy/HolderCheck';
import { AccessAuditEvent } from '../service/auditAccess';
import { GrantWriter } from '../store/GrantWriter';
import { RequestWriter } from '../store/RequestWriter';

interface AccessClockOptions {
  announcer: AccessAnnouncer;
  auditor: AuditorService;
  grantWriter: GrantWriter;
  holders: HolderCheck;
  logger: LoggerService;
  wakeProviders(): void;
  writer: RequestWriter;
}

const warnMinutes = 15;
const platform = { ref: 'plugin:access' };

/**
 * Does what time does to requests and grants, by the database's clock. Access is refused at the end of a grant whether
 * this has run or not; it only writes that down, and tells everybody.
 */
export class AccessClock {
  readonly #options: AccessClockOptions;

  constructor(options: AccessClockOptions) {
    this.#options = options;
  }

  async tick(): Promise<void> {
    const { announcer, grantWriter, wakeProviders, writer } = this.#options;
    const expired = await grantWriter.expireDue();
    if (expired.length > 0) {
      wakeProviders();
    }
    for (const id of expired) {
      await this.#audit('access-grant-expire', { grant: id });
      await announcer.announceGrant(id);
    }
    for (const id of await writer.expireDue()) {
      await this.#audit('access-request-expire', { request: id });
      await announcer.announceOutcome(id);
    }
    await this.#begin();
    for (const id of await grantWriter.takeWarnings(warnMinutes)) {
      await announcer.announceEndIsNear(id, warnMinutes);
    }
  }

  /** Begins what was approved for now, if whoever is to have it still may. */
  async #begin(): Promise<void> {
    const { announcer, grantWriter, holders, logger, wakeProviders } =
      this.#options;
    for (const { id, holder } of await grantWriter.listStarting()) {
      try {
        const verdict = await holders.mayHold(holder);
        const done = verdict.allowed
          ? await grantWriter.activate(id)
          : await grantWriter.revoke(id, verdict.reason);
        if (!done) {
          // Another replica was first, and tells everybody.
          continue;
        }
        wakeProviders();
        await (verdict.allowed
          ? this.#audit('access-grant-activate', { grant: id })
          : this.#audit('access-grant-revoke', {
              grant: id,
              comment: verdict.reason,
            }));
        await announcer.announceGrant(id);
      } catch (error) {
        logger.warn(`Grant #${id} could not begin yet`, toError(error));
      }
    }
  }

  #audit(eventId: AccessAuditEvent, meta: Record<string, string | number>) {
    const { auditor } = this.#options;
    return audited(
      auditor,
      { eventId, asker: platform, meta },
      async () => undefined,
    );
  }
}

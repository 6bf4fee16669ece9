import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { RequestPlanner } from '../service/RequestPlanner';
import { RequestReader } from '../store/RequestReader';
import { RequestWriter } from '../store/RequestWriter';
import { StoredRequest } from '../store/StoredRequest';

const pageSize = 100;

/** Keeps what requests ask up to date while they wait: owners move, policies change, and lists are to show whom it is for. */
export class RuleRefresher {
  readonly #options: {
    announcer: AccessAnnouncer;
    logger: LoggerService;
    planner: RequestPlanner;
    requests: RequestReader;
    writer: RequestWriter;
  };

  constructor(options: {
    announcer: AccessAnnouncer;
    logger: LoggerService;
    planner: RequestPlanner;
    requests: RequestReader;
    writer: RequestWriter;
  }) {
    this.#options = options;
  }

  /** Looks at all that wait, some at a time. */
  async refresh(): Promise<void> {
    let page: StoredRequest[];
    let after = 0;
    do {
      page = await this.#options.requests.listPending({
        after,
        limit: pageSize,
      });
      for (const request of page) {
        await this.#refreshOne(request);
        after = request.id;
      }
    } while (page.length === pageSize);
  }

  async #refreshOne(request: StoredRequest): Promise<void> {
    const { announcer, logger, planner, writer } = this.#options;
    try {
      const { hosts, ruling } = await planner.plan(
        { hosts: request.hosts.map(({ ref }) => ref) },
        { ref: request.requestedBy },
      );
      const isWhole = hosts.length === request.hosts.length;
      const changed =
        ruling.rule !== undefined &&
        isWhole &&
        (await writer.refreshRule(
          { id: request.id, version: request.version },
          ruling.rule,
          [...new Set(hosts.flatMap(({ owners }) => owners))],
        ));
      if (changed) {
        await announcer.announceRequest(request.id);
      }
    } catch (error) {
      logger.warn(
        `Could not look again at whom request #${request.id} asks`,
        toError(error),
      );
    }
  }
}

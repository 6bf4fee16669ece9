import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { CatalogNames } from '@stagedoor/catalog-people';
import {
  accessSignalChannel,
  AccessSignal,
  grantLifecycle,
  requestLifecycle,
} from '@stagedoor/plugin-access-common';
import { listNamed } from '../policy/StoredRule';
import { GrantReader } from '../store/GrantReader';
import { RequestReader } from '../store/RequestReader';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import { sayMinutes } from '../words/sayMinutes';

type Payload = NotificationSendOptions['payload'];

interface AccessAnnouncerOptions {
  grants: GrantReader;
  logger: LoggerService;
  names: CatalogNames;
  notifications: NotificationService;
  requests: RequestReader;
  signals: SignalsService;
}

/**
 * Tells people what concerns them, once it is committed. That a message does not arrive is no reason for anything else
 * to fail.
 */
export class AccessAnnouncer {
  readonly #options: AccessAnnouncerOptions;

  constructor(options: AccessAnnouncerOptions) {
    this.#options = options;
  }

  /** Somebody has asked for access, or changed what they ask for. */
  async announceRequest(id: number): Promise<void> {
    await this.#announceRequest(id, async request => {
      if (request.state === 'pending') {
        await this.#send(
          listNamed(request.rule),
          {
            title: `${request.requestedBy} asks for ${sayWhat(request)}`,
            description: request.reason,
            link: `/access/requests/${id}`,
            topic: 'access-reviews',
            scope: `access-request-${id}`,
            severity: 'normal',
          },
          request.requestedBy,
        );
      }
    });
  }

  /** A request was decided, or ended by itself. */
  async announceOutcome(id: number, by?: string): Promise<void> {
    await this.#announceRequest(id, async request => {
      const { requestedBy, state } = request;
      if (requestLifecycle.isTerminal(state) && requestedBy !== by) {
        const link = request.grant
          ? `/access/grants/${request.grant}`
          : `/access/requests/${id}`;
        await this.#send([requestedBy], {
          title: `Your request for ${sayWhat(request)}: ${requestLifecycle.states[state].title.toLowerCase()}${by ? ` by ${by}` : ''}`,
          description: request.outcome,
          link,
          topic: 'access',
          scope: `access-request-${id}`,
          severity: 'normal',
        });
      }
    });
  }

  /** A grant began, was prolonged, or is over. Whoever did it needs no message. */
  async announceGrant(id: number, by?: string): Promise<void> {
    await this.#announceGrant(id, async grant => {
      if (grant.holder !== by) {
        const { description } = grantLifecycle.states[grant.state];
        await this.#tellHolder(
          grant,
          `${sayAccess(grant)}: ${grantLifecycle.states[grant.state].title.toLowerCase()}`,
          grant.endedBecause ?? description,
          grant.state === 'revoked' ? 'high' : 'normal',
        );
      }
    });
  }

  /** A grant ends soon. */
  async announceEndIsNear(id: number, minutes: number): Promise<void> {
    await this.#announceGrant(id, grant =>
      this.#tellHolder(
        grant,
        `${sayAccess(grant)} ends in ${minutes} minutes or less`,
        'Live sessions end with it. Ask for more time on its page if you need it.',
        'high',
      ),
    );
  }

  /** A session has begun or ended, or is to end. */
  async announceSession(session: { id: string; grant: number }): Promise<void> {
    await this.#announce({ kind: 'session', id: session.id }, async () => {});
    await this.announceProgress(session.grant);
  }

  /** Something about a grant has changed that is for pages to show. */
  async announceProgress(id: number): Promise<void> {
    await this.#announce({ kind: 'grant', id: String(id) }, async () => {});
  }

  /** A provider cannot be told that access is over. Here it is refused all the same. */
  async announceStuckRevocation(
    id: number,
    provider: string,
    to: readonly string[],
  ): Promise<void> {
    await this.#announceGrant(id, async grant =>
      this.#send(to, {
        title: `${provider} has not confirmed that access of ${grant.holder} is over`,
        description: `${sayAccess(grant)}. It is tried again until it succeeds; no new session can be begun meanwhile.`,
        link: `/access/grants/${id}`,
        topic: 'access',
        scope: `access-provider-${id}`,
        severity: 'critical',
      }),
    );
  }

  async #announceRequest(
    id: number,
    tell: (request: StoredRequest) => Promise<void>,
  ): Promise<void> {
    await this.#announce({ kind: 'request', id: String(id) }, async () => {
      const request = await this.#options.requests.find(id);
      await (request && tell(request));
    });
  }

  async #announceGrant(
    id: number,
    tell: (grant: StoredGrant) => Promise<void>,
  ): Promise<void> {
    await this.#announce({ kind: 'grant', id: String(id) }, async () => {
      const grant = await this.#options.grants.find(id);
      await (grant && tell(grant));
    });
  }

  async #announce(
    signal: AccessSignal,
    tell: () => Promise<void>,
  ): Promise<void> {
    const { logger, signals } = this.#options;
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: accessSignalChannel,
        message: signal,
      });
      await tell();
    } catch (error) {
      logger.warn(
        `Could not tell anybody about ${signal.kind} #${signal.id}`,
        toError(error),
      );
    }
  }

  async #tellHolder(
    grant: StoredGrant,
    title: string,
    description: string,
    severity: Payload['severity'],
  ): Promise<void> {
    await this.#send([grant.holder], {
      title,
      description,
      link: `/access/grants/${grant.id}`,
      topic: 'access',
      scope: `access-grant-${grant.id}`,
      severity,
    });
  }

  async #send(
    to: readonly string[],
    payload: Payload,
    except?: string,
  ): Promise<void> {
    const entityRef = to.filter(ref => /^(user|group):/.test(ref));
    if (entityRef.length > 0) {
      const { logger, names, notifications } = this.#options;
      const send = async () =>
        notifications.send({
          recipients: { type: 'entity', entityRef, excludeEntityRef: except },
          payload: { ...payload, title: await names.spellOut(payload.title) },
        });
      // Requests to other plugins, for which nobody has to wait.
      send().catch(error =>
        logger.warn(`Could not send: ${payload.title}`, toError(error)),
      );
    }
  }
}

function sayWhat({ account, hosts, minutes }: StoredRequest): string {
  const names = hosts.map(({ name }) => name).join(', ');
  return `${account} on ${names} for ${sayMinutes(minutes)}`;
}

function sayAccess({ account, hosts }: StoredGrant): string {
  return `Access to ${hosts.map(({ name }) => name).join(', ')} as ${account}`;
}

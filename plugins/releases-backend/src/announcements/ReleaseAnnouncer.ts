import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  releaseLifecycle,
  releasesSignalChannel,
} from '@stagedoor/plugin-releases-common';
import { CatalogNames } from '@stagedoor/catalog-people';
import { ReleasesConfig } from '../config';
import { listAsked } from '../policy/mayDecide';
import { ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';

/**
 * Tells people what concerns them, once it is committed. That a message does not arrive is no reason for anything else
 * to fail.
 */
export class ReleaseAnnouncer {
  readonly #options: {
    config: ReleasesConfig;
    logger: LoggerService;
    names: CatalogNames;
    notifications: NotificationService;
    reader: ReleaseReader;
    signals: SignalsService;
  };

  constructor(options: {
    config: ReleasesConfig;
    logger: LoggerService;
    names: CatalogNames;
    notifications: NotificationService;
    reader: ReleaseReader;
    signals: SignalsService;
  }) {
    this.#options = options;
  }

  /** Somebody has asked for a release, or one waits for approval again. */
  announceRequest(id: number): Promise<void> {
    return this.#announce(id, release => this.#tellApprovers(release));
  }

  /** Somebody has decided about a release. */
  announceDecision(id: number, by: string): Promise<void> {
    return this.#announce(id, async release => {
      if (release.state === 'queued' || release.state === 'running') {
        await this.#tellRequester(release, 'was approved', by);
      } else if (release.state === 'rejected') {
        await this.#tellRequester(release, 'was rejected', by);
      }
    });
  }

  /** Something about a release has changed that is for pages to show. */
  announceProgress(id: number): Promise<void> {
    return this.#signal(id);
  }

  /** Something has changed; whoever asked for the release hears when it has ended. */
  announceChange(id: number, by?: string): Promise<void> {
    return this.#announce(id, async release => {
      if (releaseLifecycle.isTerminal(release.state)) {
        const { title } = releaseLifecycle.states[release.state];
        await this.#tellRequester(release, title.toLowerCase(), by);
      }
    });
  }

  async #announce(
    id: number,
    tell: (release: StoredRelease) => Promise<void>,
  ): Promise<void> {
    const { logger, reader } = this.#options;
    // Pages that hear of it a little later are no reason for whoever changed it to wait.
    void this.#signal(id);
    try {
      const release = await reader.find(id);
      if (release) {
        await tell(release);
      }
    } catch (error) {
      logger.warn(
        `Could not tell anybody about release #${id}`,
        toError(error),
      );
    }
  }

  async #signal(id: number): Promise<void> {
    const { logger, signals } = this.#options;
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: releasesSignalChannel,
        message: { release: id },
      });
    } catch (error) {
      logger.warn(`Could not signal release #${id}`, toError(error));
    }
  }

  async #tellApprovers(release: StoredRelease): Promise<void> {
    const { config, notifications } = this.#options;
    const policy = config.environments.find(
      ({ name }) => name === release.environment,
    );
    if (release.state !== 'awaiting_approval' || !policy) {
      return;
    }
    await notifications.send({
      recipients: {
        type: 'entity',
        entityRef: listAsked(policy, release.componentOwner),
        excludeEntityRef: release.requestedBy,
      },
      payload: {
        title: await this.#spellOut(`${sayWhat(release)} waits for approval`),
        description:
          release.reason ??
          (await this.#spellOut(`Asked for by ${release.requestedBy}`)),
        link: `/releases/${release.id}`,
        topic: 'approvals',
        scope: `release-${release.id}`,
        severity: 'normal',
      },
    });
  }

  async #tellRequester(
    release: StoredRelease,
    what: string,
    by: string | undefined,
  ): Promise<void> {
    const { requestedBy } = release;
    if (!requestedBy.startsWith('user:') || requestedBy === by) {
      return;
    }
    const isBad = ['failed', 'errored'].includes(release.state);
    await this.#options.notifications.send({
      recipients: { type: 'entity', entityRef: requestedBy },
      payload: {
        title: await this.#spellOut(`${sayWhat(release)} ${what}`),
        description: release.outcome && (await this.#spellOut(release.outcome)),
        link: `/releases/${release.id}`,
        topic: 'releases',
        scope: `release-${release.id}`,
        severity: isBad ? 'high' : 'normal',
      },
    });
  }

  /** With references rather than not at all. */
  async #spellOut(sentence: string): Promise<string> {
    return this.#options.names.spellOut(sentence).catch(() => sentence);
  }
}

function sayWhat({ component, environment, version }: StoredRelease): string {
  return `${component} ${version.label ?? version.commit.slice(0, 10)} to ${environment}`;
}

import { NotAllowedError } from '@backstage/errors';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { Asker } from '../permissions/Asker';
import { GrantWriter } from '../store/GrantWriter';
import { StoredGrant } from '../store/StoredGrant';
import { describeCommand } from './RequestCommands';

/** Ends grants before their time. */
export class GrantCommands {
  readonly #announcer: AccessAnnouncer;
  readonly #wakeProviders: () => void;
  readonly #writer: GrantWriter;

  constructor(options: {
    announcer: AccessAnnouncer;
    /** Has providers told soon. */
    wakeProviders(): void;
    grantWriter: GrantWriter;
  }) {
    this.#announcer = options.announcer;
    this.#wakeProviders = options.wakeProviders;
    this.#writer = options.grantWriter;
  }

  async giveBack(grant: StoredGrant, asker: Asker): Promise<void> {
    if (grant.holder !== asker.ref) {
      throw new NotAllowedError('Only whoever holds access can give it back');
    }
    await this.#end(grant, 'return', 'Given back', asker);
  }

  async revoke(
    grant: StoredGrant,
    comment: string,
    asker: Asker,
  ): Promise<void> {
    await this.#end(grant, 'revoke', comment, asker);
  }

  async #end(
    grant: StoredGrant,
    event: 'return' | 'revoke',
    because: string,
    asker: Asker,
  ): Promise<void> {
    const done = await this.#writer.end(
      { grant: grant.id, event, by: asker.ref, because },
      describeCommand(event, { grant: grant.id, because }, asker),
    );
    if (!done.repeated) {
      this.#wakeProviders();
      await this.#announcer.announceGrant(grant.id, asker.ref);
    }
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  PinnedHost,
  SessionAnswer,
  SessionQuestion,
} from '@stagedoor/plugin-access-common';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { extendChain, hash, writeHeader } from '../recordings/asciicast';
import { headerSequence } from '../recordings/RecordingReader';
import { placeOf, RecordingStore } from '../recordings/RecordingStore';
import { GrantGate, UsableGrant } from './SessionAccess';

/** How a bastion reaches a host, where it is not as the catalog says. */
export interface HostOverride {
  /** `host:port`. */
  address?: string;
  /** Who is logged in there in place of the granted account. */
  user?: string;
}

/** More is not somebody at work. */
const mostSessionsPerGrant = 50;

/** Begins sessions: recorded or not at all. */
export class SessionStarter {
  readonly #options: {
    authority: BastionAuthority;
    grants: GrantGate;
    hosts: Readonly<Record<string, HostOverride>>;
    knex: Knex;
    logger: LoggerService;
    store: RecordingStore;
  };

  constructor(options: {
    authority: BastionAuthority;
    grants: GrantGate;
    hosts: Readonly<Record<string, HostOverride>>;
    knex: Knex;
    logger: LoggerService;
    store: RecordingStore;
  }) {
    this.#options = options;
  }

  /**
   * Begins a session on one host of a grant and hands out a certificate for it.
   *
   * @throws NotAllowedError if the certificate lets nobody in any more, or not on this host
   */
  async begin(
    bastion: string,
    question: SessionQuestion,
  ): Promise<SessionAnswer & { grant: number; holder: string }> {
    const { authority, grants, hosts } = this.#options;
    const { serial, keyId } = question;
    const grant = await grants.findUsable({ serial, keyId });
    if (!grant) {
      throw new NotAllowedError(
        'This certificate does not let you in any more. Look at your access, and get a new certificate if it lasts.',
      );
    }
    const host = grant.hosts.find(({ name }) => name === question.host);
    if (!host) {
      throw new NotAllowedError(
        `Your access is not for ${question.host}. It is for ${grant.hosts.map(({ name }) => name).join(', ')}.`,
      );
    }
    const key = authority.readPublicKey(question.publicKey);
    const session = randomUUID();
    const held = await this.#insert(session, bastion, grant, host, question);
    const { certificate } = await this.#certify(session, {
      session,
      grant: grant.id,
      publicKey: key.line,
      host,
      bastion,
    });
    const { user = held.account, address = host.address } =
      hosts[host.name] ?? {};
    return {
      session,
      grant: held.id,
      holder: held.holder,
      certificate,
      address,
      ...authority.describeHostTrust(host),
      account: user,
      endsAt: held.endsAt.toISOString(),
      secondsLeft: held.secondsLeft,
      notice: `Session on ${host.name} as ${held.account}. Everything that is shown is recorded.`,
    };
  }

  /** The row, and the first bytes of the recording: both or none. */
  async #insert(
    session: string,
    bastion: string,
    grant: UsableGrant,
    host: PinnedHost,
    question: SessionQuestion,
  ): Promise<UsableGrant> {
    const { grants, knex, logger, store } = this.#options;
    const { columns, command, interactive, rows } = question;
    return knex.transaction(async trx => {
      const held = await grants.holdGrant(trx, grant.id);
      if (!held) {
        throw new NotAllowedError('This access is over.');
      }
      const [{ count }] = await trx('sessions')
        .where({ grant_id: held.id, state: 'active' })
        .count();
      if (Number(count) >= mostSessionsPerGrant) {
        throw new ConflictError(
          `There are ${count} sessions under this access already. End some of them first.`,
        );
      }
      const [{ now: startedAt }] = (await trx.raw('SELECT now()')).rows;
      const header = writeHeader({
        startedAt,
        columns,
        rows,
        title: `${held.account}@${host.name}`,
        command,
      });
      const sha256 = hash(header);
      await trx('sessions').insert({
        id: session,
        grant_id: held.id,
        state: 'active',
        holder: held.holder,
        host_ref: host.ref,
        host: JSON.stringify(host),
        host_owners: held.hostOwners,
        account: held.account,
        command: command ?? null,
        interactive,
        columns,
        rows,
        from_address: question.from,
        bastion,
        started_at: startedAt,
        heard_at: startedAt,
        bytes: header.length,
        chain: extendChain(undefined, sha256),
      });
      await trx('recording_chunks').insert({
        session_id: session,
        sequence: headerSequence,
        first_byte: 0,
        bytes: header.length,
        sha256,
      });
      // Last, so that nothing that was refused leaves a file.
      const place = placeOf({ id: session, startedAt });
      await store.create(place, header).catch(error => {
        // Whoever logs in reads that there is no session, and whoever runs the platform why.
        logger.error(`Could not begin the recording ${place}`, toError(error));
        throw new ServiceUnavailableError(
          'The recording of this session cannot be stored, so it does not begin.',
        );
      });
      return held;
    });
  }

  async #certify(
    session: string,
    request: Parameters<GrantGate['issueForHost']>[0],
  ): ReturnType<GrantGate['issueForHost']> {
    const { grants, knex } = this.#options;
    try {
      return await grants.issueForHost(request);
    } catch (error) {
      await knex('sessions').where({ id: session, state: 'active' }).update({
        state: 'terminated',
        ended_at: knex.fn.now(),
        ended_because: 'It got no certificate for the host.',
        recording_state: 'none',
      });
      throw error;
    }
  }
}

import { NotAllowedError } from '@backstage/errors';
import { PinnedHost } from '@stagedoor/plugin-access-common';
import { BastionAuthority } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { GrantGate, UsableGrant } from '../SessionAccess';

/** Grants that tests write into the tables themselves, without anybody who asks for or approves them. */
export class TestGrants implements GrantGate {
  constructor(
    readonly knex: Knex,
    readonly authority: BastionAuthority,
  ) {}

  /** A grant that began just now. */
  async create(options: {
    hosts: PinnedHost[];
    account: string;
    holder?: string;
  }): Promise<number> {
    const { account, hosts, holder = 'user:default/ana' } = options;
    const { knex } = this;
    const pinned = {
      hosts: JSON.stringify(hosts),
      host_refs: hosts.map(({ ref }) => ref),
      host_owners: ['group:default/payments'],
      account,
    };
    const [{ id: request }] = await knex('requests')
      .insert({
        ...pinned,
        state: 'approved',
        requested_by: holder,
        minutes: 60,
        reason: 'A test',
        rule: JSON.stringify({}),
        expires_at: knex.fn.now(),
      })
      .returning('id');
    const [{ id }] = await knex('grants')
      .insert({
        ...pinned,
        request_id: request,
        state: 'active',
        holder,
        starts_at: knex.fn.now(),
        ends_at: knex.raw("now() + interval '1 hour'"),
      })
      .returning('id');
    return id;
  }

  /** A certificate for the bastion, as the holder of a grant gets it. */
  async issue(grant: number, publicKey: string): Promise<string> {
    const issued = await this.authority.issueForBastion({
      grant,
      holder: 'user:default/ana',
      publicKey,
      validTo: new Date(Date.now() + 3_600_000),
    });
    await this.#record('bastion', grant, issued);
    return issued.certificate;
  }

  /** Takes a grant away, with everything that belongs to it. */
  async revoke(grant: number): Promise<void> {
    const { knex } = this;
    await knex('grants').where({ id: grant }).update({
      state: 'revoked',
      ended_at: knex.fn.now(),
      ended_because: 'Revoked by a test',
    });
    await knex('certificates')
      .where({ grant_id: grant })
      .update({ revoked_at: knex.fn.now() });
  }

  async findUsable({
    serial,
    keyId,
    fingerprint,
  }: {
    serial: string;
    keyId: string;
    fingerprint?: string;
  }): Promise<UsableGrant | undefined> {
    const certificate = await this.knex('certificates')
      .where({
        serial,
        key_id: keyId,
        kind: 'bastion',
        ...(fingerprint !== undefined && { fingerprint }),
      })
      .whereNull('revoked_at')
      .whereRaw('valid_to > now()')
      .first();
    return certificate && this.#read(this.knex, certificate.grant_id);
  }

  async holdGrant(
    trx: Knex.Transaction,
    grant: number,
  ): Promise<UsableGrant | undefined> {
    await trx('grants').where({ id: grant }).forShare();
    return this.#read(trx, grant);
  }

  async issueForHost(request: {
    session: string;
    grant: number;
    publicKey: string;
    host: PinnedHost;
    bastion: string;
  }) {
    const grant = await this.#read(this.knex, request.grant);
    if (!grant) {
      throw new NotAllowedError('This access is over.');
    }
    const issued = await this.authority.issueForHost({
      ...request,
      holder: grant.holder,
      account: grant.account,
    });
    await this.#record('host', request.grant, issued, request.session);
    return issued;
  }

  async listRevoked(): Promise<bigint[]> {
    const rows = await this.knex('certificates')
      .whereNotNull('revoked_at')
      .select('serial');
    return rows.map(({ serial }) => BigInt(serial));
  }

  async #record(
    kind: string,
    grant: number,
    issued: {
      serial: bigint;
      keyId: string;
      fingerprint: string;
      validTo: Date;
    },
    session?: string,
  ): Promise<void> {
    await this.knex('certificates').insert({
      serial: String(issued.serial),
      kind,
      grant_id: grant,
      session_id: session ?? null,
      key_id: issued.keyId,
      fingerprint: issued.fingerprint,
      issued_to: 'user:default/ana',
      valid_to: issued.validTo,
    });
  }

  async #read(knex: Knex, id: number): Promise<UsableGrant | undefined> {
    const row = await knex('grants')
      .where({ id, state: 'active' })
      .whereRaw('ends_at > now()')
      .first(
        '*',
        knex.raw('extract(epoch FROM ends_at - now())::float8 AS seconds_left'),
      );
    return (
      row && {
        id: row.id,
        request: row.request_id,
        holder: row.holder,
        hosts: row.hosts,
        hostOwners: row.host_owners,
        account: row.account,
        reason: 'A test',
        endsAt: row.ends_at,
        secondsLeft: row.seconds_left,
      }
    );
  }
}

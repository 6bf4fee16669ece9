import { NotAllowedError } from '@backstage/errors';
import { SharedWork } from '@stagedoor/database';
import { Certificate, GrantState } from '@stagedoor/plugin-access-common';
import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { UsableGrant } from '../sessions/SessionAccess';
import { CertificateRow, toCertificate } from './GrantReader';
import { isUsable, lockGrant, LockedGrant } from './lockGrant';
import { MadeCertificate, recordCertificates } from './recordCertificates';

/** Keeps track of every certificate. What is not written down here was not issued by this platform. */
export class CertificateStore {
  readonly #knex: Knex;
  /** Those that are made while others are written go together into the next commit. */
  readonly #record: SharedWork<MadeCertificate, CertificateRow | undefined>;

  constructor(knex: Knex) {
    this.#knex = knex;
    this.#record = new SharedWork(made => recordCertificates(knex, made));
  }

  /**
   * Writes down a certificate for a person that was made already: either it is there for whoever ends the grant to
   * revoke, or it is never handed out.
   *
   * @returns undefined if it is not to be handed out: the grant is not good for it, or the command was done before
   */
  async record(made: MadeCertificate): Promise<Certificate | undefined> {
    const row = await this.#record.ask(made);
    return row && toCertificate(row);
  }

  /**
   * Has a certificate for a host made and writes it down, while the grant cannot end.
   *
   * @throws NotAllowedError if the grant is over or has not begun
   */
  async issueForHost(
    trx: Knex.Transaction,
    wanted: { grant: number; session: string },
    make: (grant: LockedGrant) => Promise<IssuedCertificate>,
  ): Promise<IssuedCertificate> {
    const grant = await lockGrant(trx, wanted.grant, 'share');
    if (!isUsable(grant)) {
      throw new NotAllowedError(sayUnusable(grant));
    }
    const issued = await make(grant);
    await trx('certificates').insert({
      serial: String(issued.serial),
      kind: 'host',
      grant_id: grant.id,
      session_id: wanted.session,
      key_id: issued.keyId,
      fingerprint: issued.fingerprint,
      issued_to: grant.holder,
      valid_to: issued.validTo,
    });
    return issued;
  }

  /** The active grant of a certificate for the bastion that is good now. */
  async findUsable(certificate: {
    serial: string;
    keyId: string;
    fingerprint?: string;
  }): Promise<UsableGrant | undefined> {
    const query = this.#selectUsable(this.#knex)
      .join('certificates as c', 'c.grant_id', 'g.id')
      .where('c.serial', certificate.serial)
      .where('c.kind', 'bastion')
      .where('c.key_id', certificate.keyId)
      .whereNull('c.revoked_at')
      .whereRaw('c.valid_to > clock_timestamp()');
    if (certificate.fingerprint !== undefined) {
      query.where('c.fingerprint', certificate.fingerprint);
    }
    const [row] = await query;
    return row;
  }

  /** Keeps a grant from ending until the transaction does. */
  async hold(
    trx: Knex.Transaction,
    grant: number,
  ): Promise<UsableGrant | undefined> {
    const locked = await lockGrant(trx, grant, 'share');
    if (!isUsable(locked)) {
      return undefined;
    }
    const [row] = await this.#selectUsable(trx).where('g.id', grant);
    return row;
  }

  /** Serials of certificates that were revoked before they ran out. */
  async listRevoked(): Promise<bigint[]> {
    const rows = await this.#knex('certificates')
      .whereNotNull('revoked_at')
      // Those that have run out are refused without a list; five minutes are for clocks that disagree.
      .whereRaw("valid_to > clock_timestamp() - interval '5 minutes'")
      .orderBy('serial')
      .select('serial');
    return rows.map(row => BigInt(row.serial));
  }

  #selectUsable(knex: Knex): Knex.QueryBuilder<object, UsableGrant[]> {
    return knex('grants as g')
      .join('requests as r', 'r.id', 'g.request_id')
      .where('g.state', 'active')
      .whereRaw('g.ends_at > clock_timestamp()')
      .select(
        'g.id',
        'g.request_id as request',
        'g.holder',
        'g.hosts',
        'g.host_owners as hostOwners',
        'g.account',
        'r.reason',
        'g.ends_at as endsAt',
        knex.raw(
          'extract(epoch FROM g.ends_at - clock_timestamp())::float8 AS "secondsLeft"',
        ),
      );
  }
}

/** Why nobody gets a certificate under a grant. */
export function sayUnusable({ state }: { state: GrantState }): string {
  return state === 'scheduled'
    ? 'This access has not begun yet'
    : 'This access is over';
}

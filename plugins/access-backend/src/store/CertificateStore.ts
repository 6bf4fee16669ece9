import { NotAllowedError } from '@backstage/errors';
import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { UsableGrant } from '../sessions/SessionAccess';
import { addEvent } from './events';
import { isUsable, lockGrant, LockedGrant } from './lockGrant';

/** Keeps track of every certificate. What is not written down here was not issued by this platform. */
export class CertificateStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Has a certificate made and writes it down, while the grant cannot end: either it is there for whoever ends the grant
   * to revoke, or it was never made.
   *
   * @throws NotAllowedError if the grant is over or has not begun
   */
  async issue(
    trx: Knex.Transaction,
    wanted: {
      grant: number;
      kind: 'bastion' | 'host';
      session?: string;
    },
    make: (grant: LockedGrant) => Promise<IssuedCertificate>,
  ): Promise<IssuedCertificate> {
    const grant = await lockGrant(trx, wanted.grant, 'share');
    if (!isUsable(grant)) {
      throw new NotAllowedError(
        grant.state === 'scheduled'
          ? 'This access has not begun yet'
          : 'This access is over',
      );
    }
    const issued = await make(grant);
    await trx('certificates').insert({
      serial: String(issued.serial),
      kind: wanted.kind,
      grant_id: grant.id,
      session_id: wanted.session ?? null,
      key_id: issued.keyId,
      fingerprint: issued.fingerprint,
      issued_to: grant.holder,
      valid_to: issued.validTo,
    });
    if (wanted.kind === 'bastion') {
      await addEvent(trx, {
        grant: grant.id,
        event: 'certificate',
        by: grant.holder,
        text: `Got a certificate for the key ${issued.fingerprint}`,
      });
    }
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

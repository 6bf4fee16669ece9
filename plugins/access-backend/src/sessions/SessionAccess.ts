import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Allowed, PinnedHost } from '@stagedoor/plugin-access-common';
import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { AccessCondition, GuardedAccess } from '../permissions/accessRules';

/** What somebody may do about a session. */
export interface SessionRights {
  terminate: Allowed;
  replay: Allowed;
}

/** What sessions ask about the people who want to see or end them. */
export interface SessionAccess {
  /**
   * Makes sure that somebody may see a session, and says what else they may.
   *
   * @throws NotFoundError in the same words whether it is missing or hidden
   */
  requireSession(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<SessionRights>;
  /** Which sessions somebody may see; undefined for none, and no conditions for all. See `applyConditions`. */
  findVisible(
    credentials: BackstageCredentials,
  ): Promise<{ conditions?: PermissionCriteria<AccessCondition> } | undefined>;
  /** Asks once what somebody may do about the sessions of a list. */
  judgeSessions(
    credentials: BackstageCredentials,
  ): Promise<(session: GuardedAccess) => SessionRights>;
}

/** A grant that lets its holder in at this moment. */
export interface UsableGrant {
  id: number;
  request: number;
  holder: string;
  hosts: PinnedHost[];
  hostOwners: string[];
  account: string;
  reason: string;
  endsAt: Date;
  /** By the database's clock. */
  secondsLeft: number;
}

/** What bastions ask about grants. */
export interface GrantGate {
  /**
   * The grant under which a certificate for the bastion lets its holder in now; undefined if it is none of ours, was
   * revoked, has run out, is for another key, or its grant or holder may not any more.
   */
  findUsable(certificate: {
    serial: string;
    keyId: string;
    fingerprint?: string;
  }): Promise<UsableGrant | undefined>;
  /**
   * Keeps a grant from ending until the transaction does: what is inserted in it is seen by whoever ends the grant.
   *
   * @returns undefined if it is over
   */
  holdGrant(
    trx: Knex.Transaction,
    grant: number,
  ): Promise<UsableGrant | undefined>;
  /**
   * Records a certificate for one host of a grant, and only then hands it out.
   *
   * @throws NotAllowedError if the grant is over
   */
  issueForHost(request: {
    session: string;
    grant: number;
    publicKey: string;
    host: PinnedHost;
    bastion: string;
  }): Promise<IssuedCertificate>;
  /** Serials of certificates that were revoked before they ran out. */
  listRevoked(): Promise<bigint[]>;
}

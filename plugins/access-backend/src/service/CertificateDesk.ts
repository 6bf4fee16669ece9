import { AuditorService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { audited, Command, CommandLog } from '@stagedoor/commands';
import { Certificate } from '@stagedoor/plugin-access-common';
import {
  BastionAuthority,
  IssuedCertificate,
} from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { Asker } from '../permissions/Asker';
import { HolderCheck } from '../policy/HolderCheck';
import { GrantGate, UsableGrant } from '../sessions/SessionAccess';
import { CertificateStore, sayUnusable } from '../store/CertificateStore';
import { GrantReader } from '../store/GrantReader';
import { KeyStore } from '../store/KeyStore';
import { StoredGrant } from '../store/StoredGrant';
import { CertificateWish } from './AccessService';
import { describeCommand } from './RequestCommands';

interface CertificateDeskOptions {
  auditor: AuditorService;
  authority: BastionAuthority | undefined;
  certificates: CertificateStore;
  commands: CommandLog<string>;
  grants: GrantReader;
  holders: HolderCheck;
  keys: KeyStore;
  knex: Knex;
}

/** A certificate as somebody gets it. */
interface HandedOut {
  certificate: string;
  details: Certificate;
}

const longestSeconds = 3600;

/** Hands out certificates under grants, each of them written down before. */
export class CertificateDesk implements GrantGate {
  readonly #options: CertificateDeskOptions;

  constructor(options: CertificateDeskOptions) {
    this.#options = options;
  }

  /** Issues one for the bastion, to whoever holds the grant. */
  async issueForPerson(
    grant: StoredGrant,
    wish: CertificateWish,
    asker: Asker,
  ) {
    const { keys } = this.#options;
    const authority = this.#requireAuthority();
    const connection = authority.describeConnection(grant);
    if (!connection) {
      throw new ServiceUnavailableError(
        'No bastion is configured: a platform engineer names one in access.bastions',
      );
    }
    if (grant.holder !== asker.ref || !asker.inPerson) {
      throw new NotAllowedError(
        'Only whoever holds access can get a certificate for it, and only in person',
      );
    }
    const holder = await asker.mayHold();
    if (!holder.allowed) {
      throw new NotAllowedError(holder.reason);
    }
    const key = await this.#readKey(authority, wish, asker.ref);
    if (wish.saveAs !== undefined) {
      await keys.requireRoom(asker.ref, key.fingerprint);
    }
    const command = describeIssue(grant, wish, asker);
    const made =
      (await this.#issueOnce(authority, grant, key.line, command)) ??
      (await this.#findIssued(grant, command));
    if (wish.saveAs !== undefined) {
      await keys.save(asker.ref, { ...key, name: wish.saveAs });
    }
    return { ...made, connection };
  }

  /** @returns undefined if it was done before, or if the grant is not good for it */
  async #issueOnce(
    authority: BastionAuthority,
    grant: StoredGrant,
    publicKey: string,
    command: Command,
  ): Promise<HandedOut | undefined> {
    if (grant.state !== 'active' || grant.isDue) {
      return undefined;
    }
    const issued = await authority.issueForBastion({
      grant: grant.id,
      holder: grant.holder,
      publicKey,
      validTo: endOf(grant),
    });
    // What the grant was when it was read does not count: this looks again, and locks it.
    const details = await this.#options.certificates.record({
      grant: grant.id,
      issued,
      command,
    });
    return details && { certificate: issued.certificate, details };
  }

  /** The certificate that was handed out before under the same key. */
  async #findIssued(grant: StoredGrant, command: Command): Promise<HandedOut> {
    const { commands, grants } = this.#options;
    const done = await commands.findDone(command);
    if (done === undefined) {
      throw new NotAllowedError(
        sayUnusable((await grants.find(grant.id)) ?? grant),
      );
    }
    const [serial, ...line] = done.split(' ');
    const details = await grants.findCertificate(serial);
    if (!details || details.revokedAt !== undefined) {
      throw new ConflictError(
        'That certificate was revoked meanwhile: take a new Idempotency-Key if access lasts',
      );
    }
    return { certificate: line.join(' '), details };
  }

  async findUsable(certificate: {
    serial: string;
    keyId: string;
    fingerprint?: string;
  }): Promise<UsableGrant | undefined> {
    const { certificates, holders } = this.#options;
    const grant = await certificates.findUsable(certificate);
    return grant && (await holders.mayHold(grant.holder)).allowed
      ? grant
      : undefined;
  }

  holdGrant(trx: Knex.Transaction, grant: number) {
    return this.#options.certificates.hold(trx, grant);
  }

  async issueForHost(
    request: Parameters<GrantGate['issueForHost']>[0],
  ): Promise<IssuedCertificate> {
    const { auditor, certificates, knex } = this.#options;
    const { bastion, grant, host, publicKey, session } = request;
    const authority = this.#requireAuthority();
    return audited(
      auditor,
      {
        eventId: 'access-host-certificate-issue',
        asker: { ref: `bastion:${bastion}` },
        meta: { grant, session, host: host.ref },
        describe: ({ serial, keyId }) => ({ serial: String(serial), keyId }),
      },
      () =>
        knex.transaction(trx =>
          certificates.issueForHost(trx, { grant, session }, locked => {
            if (!locked.hosts.some(({ ref }) => ref === host.ref)) {
              throw new NotAllowedError(`This access is not for ${host.name}`);
            }
            const { account, holder } = locked;
            return authority.issueForHost({
              ...{ account, bastion, grant, holder, host, publicKey, session },
            });
          }),
        ),
    );
  }

  listRevoked(): Promise<bigint[]> {
    return this.#options.certificates.listRevoked();
  }

  #requireAuthority(): BastionAuthority {
    const { authority } = this.#options;
    if (!authority) {
      throw new ServiceUnavailableError(
        'Nothing here issues certificates: the OpenSSH module of the access plugin is not installed',
      );
    }
    return authority;
  }

  async #readKey(
    authority: BastionAuthority,
    { publicKey, savedKey, saveAs }: CertificateWish,
    owner: string,
  ) {
    if ((publicKey === undefined) === (savedKey === undefined)) {
      throw new InputError(
        'publicKey: give either a public key or a saved one',
      );
    }
    if (saveAs !== undefined && publicKey === undefined) {
      throw new InputError('saveAs: that key is saved already');
    }
    return authority.readPublicKey(
      publicKey ?? (await this.#options.keys.readLine(owner, savedKey ?? 0)),
    );
  }
}

/**
 * The keys of certificates are of their own: other commands take their key before they lock the grant, and this one
 * after that. With one key for both, at the same time, they would wait for each other.
 */
function describeIssue(
  grant: StoredGrant,
  wish: CertificateWish,
  asker: Asker,
): Command {
  const { key, ...command } = describeCommand(
    'certificate',
    { ...wish, grant: grant.id },
    asker,
  );
  return { ...command, key: key && `certificate ${key}` };
}

/** An hour from now or the end of the grant, whichever comes first; by the database's clock. */
function endOf({ endsAt, secondsLeft }: StoredGrant): Date {
  const beyond = Math.max(0, secondsLeft - longestSeconds);
  return new Date(Date.parse(endsAt) - beyond * 1000);
}

import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  AccessCertificates,
  ProgramCertificate,
  ProgramCertificateRequest,
} from '@stagedoor/plugin-access-node';
import { CertificateAuthorities } from '../authorities/CertificateAuthority';
import { listAuthorityKeys } from '../authorities/listAuthorityKeys';
import {
  checkAccount,
  checkHostName,
  formatKnownHosts,
} from '../bastions/hostTrust';
import { CertificateIssuer } from '../CertificateIssuer';

const mostSeconds = 600;

/**
 * Certificates for programs of the platform.
 *
 * They are signed in the process of the program and written to its audit log, instead of being asked of the access
 * plugin: there is no grant to check, a release must not wait for another service, and ten minutes are shorter than it
 * takes to put a serial onto every host.
 */
export class ProgramCertificates implements AccessCertificates {
  readonly isAvailable = true;
  readonly #auditor: AuditorService;
  readonly #authorities: () => Promise<CertificateAuthorities>;
  readonly #platformAddresses: readonly string[];
  readonly #program: string;
  readonly #now: () => Date;

  /** @param options - `program` is the id of the plugin that asks; `authorities` are opened when they are first needed */
  constructor(options: {
    auditor: AuditorService;
    authorities: () => Promise<CertificateAuthorities>;
    platformAddresses: readonly string[];
    program: string;
    now: () => Date;
  }) {
    this.#auditor = options.auditor;
    this.#authorities = options.authorities;
    this.#platformAddresses = options.platformAddresses;
    this.#program = options.program;
    this.#now = options.now;
  }

  async issueForHost(
    request: ProgramCertificateRequest,
  ): Promise<ProgramCertificate> {
    const event = await this.#auditor.createEvent({
      eventId: 'certificate-issue',
      severityLevel: 'medium',
      meta: {
        program: this.#program,
        purpose: request.purpose,
        host: request.host,
        account: request.account,
      },
    });
    try {
      const { issued, ...answer } = await this.#issue(request);
      // Written before the certificate leaves.
      await event.success({
        meta: {
          serial: String(issued.serial),
          keyId: issued.keyId,
          fingerprint: issued.fingerprint,
          validTo: answer.validTo,
        },
      });
      return answer;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }

  async #issue(request: ProgramCertificateRequest) {
    const { purpose, publicKey, seconds } = request;
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > mostSeconds) {
      throw new InputError(
        `Certificates for programs live for 1 to ${mostSeconds} seconds`,
      );
    }
    const host = checkHostName(request.host);
    const account = checkAccount(request.account);
    const authorities = await this.#authorities();
    const issuer = new CertificateIssuer({
      authority: authorities['hosts-users'],
      refused: listAuthorityKeys(authorities),
      now: this.#now,
    });
    const issued = await issuer.issue({
      publicKey,
      keyId: `program:${this.#program}:${purpose}`,
      principals: [`host:${host}:${account}`],
      ...(this.#platformAddresses.length > 0 && {
        criticalOptions: { 'source-address': this.#platformAddresses.join() },
      }),
      validTo: new Date(this.#now().getTime() + seconds * 1000),
      mostMs: mostSeconds * 1000,
    });
    return {
      issued,
      certificate: issued.certificate,
      validTo: issued.validTo.toISOString(),
      hostKeyAlias: host,
      knownHosts: formatKnownHosts(host, {
        hostKey: request.hostKey,
        authorities: authorities['host-keys'].trusted,
      }),
    };
  }
}

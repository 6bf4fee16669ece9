import { InputError } from '@backstage/errors';
import { Connection, PinnedHost } from '@stagedoor/plugin-access-common';
import {
  BastionAuthority,
  IssuedCertificate,
  nameInCertificates,
} from '@stagedoor/plugin-access-node';
import {
  CertificateAuthorities,
  AuthorityName,
} from './authorities/CertificateAuthority';
import { listAuthorityKeys } from './authorities/listAuthorityKeys';
import { BastionTokens } from './bastions/BastionTokens';
import { describeConnection } from './bastions/describeConnection';
import {
  checkAccount,
  checkHostName,
  formatKnownHosts,
} from './bastions/hostTrust';
import { CertificateIssuer } from './CertificateIssuer';
import { BastionConfig } from './config';
import { readPublicKey } from './keys/readPublicKey';
import { fingerprintOf, formatKey } from './keys/SshPublicKey';
import { RevocationList, RevocationLists } from './revocations/RevocationLists';

const mostBastionMs = 60 * 60_000;
const hostMs = 2 * 60_000;

/** Certificates for stock OpenSSH, on bastions and on the hosts behind them. */
export class OpenSshBastionAuthority implements BastionAuthority {
  readonly #authorities: CertificateAuthorities;
  readonly #bastions: readonly BastionConfig[];
  readonly #tokens: BastionTokens;
  readonly #refused: ReadonlyMap<string, string>;
  readonly #forBastion: CertificateIssuer;
  readonly #forHosts: CertificateIssuer;
  readonly #revocationLists: RevocationLists;
  readonly #now: () => Date;

  constructor(options: {
    authorities: CertificateAuthorities;
    bastions: readonly BastionConfig[];
    revocationLists: RevocationLists;
    now: () => Date;
  }) {
    const { authorities, now } = options;
    this.#authorities = authorities;
    this.#bastions = options.bastions;
    this.#tokens = new BastionTokens(options.bastions);
    this.#revocationLists = options.revocationLists;
    this.#now = now;
    this.#refused = listAuthorityKeys(authorities);
    const issuer = (name: AuthorityName) =>
      new CertificateIssuer({
        authority: authorities[name],
        refused: this.#refused,
        now,
      });
    this.#forBastion = issuer('bastion-users');
    this.#forHosts = issuer('hosts-users');
  }

  /** Public keys of an authority, the one that signs first: lines for TrustedUserCAKeys. */
  listTrustedKeys(name: AuthorityName): readonly string[] {
    return this.#authorities[name].trusted;
  }

  async authenticate(token: string): Promise<{ name: string } | undefined> {
    const name = this.#tokens.find(token);
    return name === undefined ? undefined : { name };
  }

  readPublicKey(text: string) {
    const key = readPublicKey(text, { refused: this.#refused });
    return {
      line: formatKey(key),
      type: key.type,
      fingerprint: fingerprintOf(key),
    };
  }

  async issueForBastion(request: {
    grant: number;
    holder: string;
    publicKey: string;
    validTo: Date;
  }): Promise<IssuedCertificate> {
    return this.#forBastion.issue({
      publicKey: request.publicKey,
      keyId: formatGrant(request),
      principals: [this.principalOf(request.grant)],
      extensions: ['permit-pty'],
      validTo: request.validTo,
      mostMs: mostBastionMs,
    });
  }

  async issueForHost(request: {
    session: string;
    grant: number;
    holder: string;
    publicKey: string;
    host: PinnedHost;
    account: string;
    bastion: string;
  }): Promise<IssuedCertificate> {
    const bastion = this.#bastions.find(({ name }) => name === request.bastion);
    if (!bastion) {
      throw new InputError('There is no such bastion');
    }
    const host = checkHostName(nameInCertificates(request.host));
    return this.#forHosts.issue({
      publicKey: request.publicKey,
      keyId: `session:${request.session}:${formatGrant(request)}`,
      principals: [`host:${host}:${checkAccount(request.account)}`],
      criticalOptions: { 'source-address': bastion.sourceAddresses.join() },
      extensions: ['permit-pty'],
      validTo: new Date(this.#now().getTime() + hostMs),
      mostMs: hostMs,
    });
  }

  principalOf(grant: number): string {
    return `grant-${grant}`;
  }

  describeHostTrust(host: PinnedHost) {
    const hostKeyAlias = checkHostName(nameInCertificates(host));
    return {
      hostKeyAlias,
      knownHosts: formatKnownHosts(hostKeyAlias, {
        hostKey: host.hostKey,
        authorities: this.listTrustedKeys('host-keys'),
      }),
    };
  }

  describeConnection(grant: {
    id: number;
    hosts: readonly PinnedHost[];
  }): Connection | undefined {
    const [bastion] = this.#bastions;
    return (
      bastion &&
      describeConnection(grant, bastion, this.listTrustedKeys('host-keys'))
    );
  }

  async buildRevocationList(
    serials: readonly bigint[],
  ): Promise<RevocationList> {
    return this.#revocationLists.build(serials);
  }
}

/** People of the usual namespace are named as they are everywhere else. */
function formatGrant(request: { grant: number; holder: string }): string {
  const holder = request.holder
    .toLowerCase()
    .replace(/^user:(?:default\/)?/, '');
  return `grant:${request.grant}:${holder}`;
}

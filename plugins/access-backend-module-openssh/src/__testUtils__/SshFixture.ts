import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { PinnedHost } from '@stagedoor/plugin-access-common';
import { IssuedCertificate } from '@stagedoor/plugin-access-node';
import { CertificateAuthorities } from '../authorities/CertificateAuthority';
import { openAuthorities } from '../authorities/openAuthorities';
import { OpenSshBastionAuthority } from '../OpenSshBastionAuthority';
import { RevocationListCheck } from '../revocations/RevocationListCheck';
import { RevocationLists } from '../revocations/RevocationLists';
import { Keygen } from './Keygen';
import {
  account,
  logIn,
  otherAccount,
  SshServer,
  SshServers,
} from './SshServers';

const logger = mockServices.logger.mock();
export const session = '11111111-2222-4333-8444-555555555555';
export const minute = 60_000;

/** A real bastion and three real hosts, and a person with a key. */
export class SshFixture {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly authority: OpenSshBastionAuthority;
  bastion!: SshServer;
  hosts: SshServer[] = [];

  static async start(): Promise<SshFixture> {
    const keygen = new Keygen();
    // Accounts of the hosts read what lies in it.
    chmodSync(keygen.folder, 0o755);
    const authorities = await openCa(keygen, 'ca');
    const fixture = new SshFixture(keygen, authorities);
    await fixture.#start();
    return fixture;
  }

  private constructor(
    readonly keygen: Keygen,
    readonly authorities: CertificateAuthorities,
    private readonly servers = new SshServers(keygen, authorities),
  ) {
    this.privateKey = keygen.makeKey();
    this.publicKey = keygen.run('-y', '-f', this.privateKey).trim();
    this.authority = this.authorityAt(0);
  }

  /** As if the platform's clock were wrong by so much. */
  authorityAt(
    offsetMs: number,
    authorities = this.authorities,
  ): OpenSshBastionAuthority {
    const now = () => new Date(Date.now() + offsetMs);
    const bastion = (name: string, sourceAddress: string) => ({
      name,
      address: 'bastion.example:2222',
      user: 'jump',
      token: name.repeat(32),
      sourceAddresses: [sourceAddress],
    });
    return new OpenSshBastionAuthority({
      authorities,
      bastions: [
        bastion('here', '127.0.0.0/8'),
        bastion('elsewhere', '10.9.9.9'),
      ],
      revocationLists: new RevocationLists({
        check: new RevocationListCheck({
          signer: authorities['bastion-users'].signer,
        }),
        logger,
        now,
      }),
      now,
    });
  }

  async otherAuthority(): Promise<OpenSshBastionAuthority> {
    return this.authorityAt(0, await openCa(this.keygen, 'other-ca'));
  }

  pinned(server: SshServer, hostKey?: string): PinnedHost {
    return {
      ref: `resource:default/${server.name}`,
      name: server.name,
      address: `127.0.0.1:${server.port}`,
      environment: 'test',
      hostKey,
    };
  }

  forBastion(
    grant = 1,
    authority = this.authority,
    offsetMs = 0,
  ): Promise<IssuedCertificate> {
    return authority.issueForBastion({
      grant,
      holder: 'user:default/alice',
      publicKey: this.publicKey,
      validTo: new Date(Date.now() + offsetMs + 30 * minute),
    });
  }

  forHost(
    server: SshServer,
    authority = this.authority,
    bastion = 'here',
  ): Promise<IssuedCertificate> {
    return authority.issueForHost({
      session,
      grant: 1,
      holder: 'user:default/alice',
      publicKey: this.publicKey,
      host: this.pinned(server),
      account,
      bastion,
    });
  }

  /** Tells `in`, or what ssh and sshd say about why not. */
  async knock(
    server: SshServer,
    issued: Pick<IssuedCertificate, 'certificate'>,
    options: {
      user?: string;
      args?: string[];
      trust?: { hostKeyAlias: string; knownHosts: string };
    } = {},
  ): Promise<string> {
    const { trust, ...rest } = options;
    server.log = '';
    const { code, output, problem } = await logIn(this.keygen, server, {
      privateKey: this.privateKey,
      certificate: issued.certificate,
      ...(trust ?? this.authority.describeHostTrust(this.pinned(server))),
      ...rest,
    });
    return code === 0 && output === `in as ${account}\n`
      ? 'in'
      : `${output}${problem}${server.log}`;
  }

  async revoke(server: SshServer, serials: readonly bigint[]): Promise<void> {
    const { krl } = await this.authority.buildRevocationList(serials);
    writeFileSync(server.revokedKeys, krl);
  }

  async stop(): Promise<void> {
    await this.servers.stop();
    this.keygen.close();
  }

  async #start(): Promise<void> {
    this.bastion = await this.servers.start({
      name: 'bastion',
      trusts: 'bastion-users',
      principals: { [account]: 'grant-1\n' },
    });
    this.hosts = await Promise.all(
      ['web-1', 'web-2', 'web-3'].map(name =>
        this.servers.start({
          name,
          trusts: 'hosts-users',
          principals: {
            // Of another namespace, too, as if it were onboarded under both names.
            [account]: `host:${name}:${account}\nhost:shop/${name}:${account}\n`,
            [otherAccount]: `host:${name}:${otherAccount}\n`,
          },
        }),
      ),
    );
    await Promise.all(
      [this.bastion, ...this.hosts].map(server => this.revoke(server, [])),
    );
  }
}

function openCa(keygen: Keygen, name: string): Promise<CertificateAuthorities> {
  return openAuthorities({ caFolder: join(keygen.folder, name), logger });
}

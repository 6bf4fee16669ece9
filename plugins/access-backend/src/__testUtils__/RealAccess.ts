import { TestDatabases } from '@backstage/backend-test-utils';
import openSsh from '@stagedoor/plugin-access-backend-module-openssh';
import { Grant, Session } from '@stagedoor/plugin-access-common';
import { host } from '@stagedoor/test-organisation';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SshClient } from '../sessions/__testUtils__/SshClient';
import {
  account,
  makeKey,
  SshWorld,
  Target,
  TestBastion,
} from '../sessions/__testUtils__/SshWorld';
import { accessConfig } from './organisation';
import { AccessBackend, startAccessBackend } from './startAccessBackend';

/** What the bastion shows to the platform: planted, so that tests can look for where it turns up. */
export const token = 'canary-0c7be1f29d5a4e63-token-of-the-bastion';

/** The plugin as it is in earnest, with a bastion and three hosts of payments that are real. */
export class RealAccess {
  static async start(databases: TestDatabases): Promise<RealAccess> {
    const directory = await mkdtemp(join(tmpdir(), 'stagedoor-real-'));
    const bastions = [
      {
        name: 'main',
        address: 'bastion.test:2222',
        sourceAddress: '127.0.0.1',
        token,
      },
    ];
    const policy = {
      match: { environment: 'real' },
      approvers: ['owner'],
      maxDuration: '8h',
      accounts: [account],
    };
    const platform = await startAccessBackend({
      databases,
      module: openSsh,
      config: { bastions, policies: [policy, ...accessConfig.policies] },
    });
    const { port } = platform.backend.server.address() as AddressInfo;
    const ca = join(platform.dataDirectory, 'access', 'ca');
    const ssh = new SshWorld(directory, ca);
    const hosts = await Promise.all(
      ['real-1', 'real-2', 'real-3'].map(name => ssh.startTarget(name)),
    );
    const bastion = await ssh.startBastion({
      name: 'main',
      platform: `http://127.0.0.1:${port}`,
      token,
    });
    return new RealAccess(directory, platform, ssh, hosts, bastion);
  }

  /** The one that is granted. */
  readonly account = account;
  #keys = 0;

  private constructor(
    readonly directory: string,
    readonly platform: AccessBackend,
    readonly ssh: SshWorld,
    readonly hosts: readonly Target[],
    readonly bastion: TestBastion,
  ) {
    for (const { pinned } of hosts) {
      this.describeHost(pinned.name, {});
    }
  }

  /** Writes anew what the catalog says of a host. */
  describeHost(name: string, annotations: Record<string, string>): void {
    const { entities } = this.platform;
    const index = entities.findIndex(({ metadata }) => metadata.name === name);
    if (index >= 0) {
      entities.splice(index, 1);
    }
    const entity = host(name, 'real');
    const target = this.hosts.find(({ pinned }) => pinned.name === name);
    entity.metadata.annotations = {
      ...entity.metadata.annotations,
      'stagedoor.dev/ssh-address': target?.pinned.address ?? '',
      ...annotations,
    };
    entities.push(entity);
  }

  /** The public key that a host shows. */
  readHostKey(name: string): string {
    const file = join(this.directory, `host-${name}`, 'host_key.pub');
    return readFileSync(file, 'utf8').trim();
  }

  /** Access to all of them that ana asked for and amir approved. */
  open(): Promise<Grant> {
    return this.platform.open({
      account,
      hosts: this.hosts.map(({ pinned }) => pinned.ref),
    });
  }

  /** The ssh of ana, with a key of its own and a certificate that the platform gave her for it. */
  async certify(grant: number): Promise<SshClient> {
    this.#keys += 1;
    const key = join(this.directory, `key-${this.#keys}`);
    const certificate = `${key}-cert.pub`;
    const { body } = await this.platform
      .certify('ana', grant, { publicKey: makeKey(key) })
      .expect(201);
    writeFileSync(certificate, `${body.certificate}\n`);
    const { knownHosts, port } = this.bastion;
    return new SshClient({ port, user: account, key, certificate, knownHosts });
  }

  /** Sessions of a grant as somebody sees them, newest first. */
  async listSessions(grant: number, who = 'ana'): Promise<Session[]> {
    const { body } = await this.platform
      .call('get', `/sessions?grant=${grant}`, who)
      .expect(200);
    return body.items;
  }

  /** What a recording shows to somebody: its output, in one piece. */
  async replay(session: string, who: string): Promise<string> {
    const { text } = await this.platform
      .call('get', `/sessions/${session}/recording`, who)
      .buffer(true)
      .expect(200);
    return text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line): [number, string, string] => JSON.parse(line))
      .map(([, kind, shown]) => (kind === 'o' ? shown : ''))
      .join('');
  }

  async stop(): Promise<void> {
    await this.ssh.stop();
    await this.platform.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

import { mockCredentials } from '@backstage/backend-test-utils';
import { Session } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSession } from '../describeSession';
import { SshClient } from './SshClient';
import { account, makeKey, SshWorld, Target, TestBastion } from './SshWorld';
import { SessionsBackend, startSessionsBackend } from './startSessionsBackend';

const token = 'a-token-of-the-bastion-of-these-tests';
const otherToken = 'a-token-of-another-bastion-of-the-tests';
const allowed = { allowed: true } as const;

/** A platform, a bastion and hosts, and people who log in. */
export class BastionFixture {
  readonly #directory: string;
  #keys = 0;

  static async create(options: {
    knex: Knex;
    directory: string;
    hosts: number;
    recordings?: string;
    maxBytes?: number;
  }): Promise<BastionFixture> {
    const { directory } = options;
    chmodSync(directory, 0o755);
    const dataDirectory = join(directory, 'data');
    mkdirSync(dataDirectory, { mode: 0o700 });
    const platform = await startSessionsBackend({
      ...options,
      dataDirectory,
      bastions: [
        { name: 'bastion-1', token },
        { name: 'bastion-2', token: otherToken },
      ],
    });
    const ssh = new SshWorld(directory, join(dataDirectory, 'access', 'ca'));
    const targets = await Promise.all(
      Array.from({ length: options.hosts }, (_, index) =>
        ssh.startTarget(`prod-${index + 1}`),
      ),
    );
    const bastion = await ssh.startBastion({
      name: 'bastion-1',
      platform: platform.url,
      token,
    });
    return new BastionFixture(directory, platform, ssh, targets, bastion);
  }

  private constructor(
    directory: string,
    readonly platform: SessionsBackend,
    readonly ssh: SshWorld,
    readonly targets: Target[],
    readonly bastion: TestBastion,
  ) {
    this.#directory = directory;
  }

  get tokens() {
    return { own: token, other: otherToken };
  }

  /** A grant for some hosts, and the ssh of whoever holds it. */
  async login(
    options: { hosts?: string[] } = {},
  ): Promise<{ client: SshClient; grant: number }> {
    const grant = await this.platform.grants.create({
      account,
      hosts: this.targets
        .map(({ pinned }) => pinned)
        .filter(({ name }) => options.hosts?.includes(name) ?? true),
    });
    this.#keys += 1;
    const key = join(this.#directory, `key-${this.#keys}`);
    const certificate = `${key}-cert.pub`;
    writeFileSync(
      certificate,
      await this.platform.grants.issue(grant, makeKey(key)),
    );
    const client = new SshClient({
      port: this.bastion.port,
      user: account,
      key,
      certificate,
      knownHosts: this.bastion.knownHosts,
    });
    return { client, grant };
  }

  /** The same person, elsewhere or with something else in hand. */
  through(
    client: SshClient,
    { port, knownHosts }: TestBastion,
    change: { key?: string } = {},
  ): SshClient {
    return new SshClient({ ...client.options, port, knownHosts, ...change });
  }

  /** Ends a session as somebody who may. */
  async terminate(id: string, comment: string): Promise<void> {
    await this.platform.sessions.service.terminate(id, comment, {
      ref: 'user:default/dara',
      credentials: mockCredentials.user(),
    });
  }

  /** Sessions, newest first. */
  async sessions(): Promise<Session[]> {
    const found = await this.platform.sessions.reader.list({}, { limit: 100 });
    return found.map(session =>
      describeSession(session, { terminate: allowed, replay: allowed }),
    );
  }

  /** What a recording shows. */
  async replay(id: string): Promise<string> {
    const cast = await this.readCast(id);
    return cast
      .slice(1)
      .map(([, kind, text]) => (kind === 'o' ? text : ''))
      .join('');
  }

  /** The header and the events of a recording. */
  async readCast(id: string): Promise<any[]> {
    const response = await this.request(`/api/access/sessions/${id}/recording`);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(text);
    }
    return text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
  }

  /** Asks the platform as somebody who is signed in. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.platform.url}${path}`, {
      ...init,
      headers: { Authorization: 'Bearer mock-user-token', ...init.headers },
    });
  }

  async stop(): Promise<void> {
    await this.ssh.stop();
    await this.platform.stop();
  }
}

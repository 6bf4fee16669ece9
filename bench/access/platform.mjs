import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { nodeEnvironment } from '../../scripts/launcher/node.mjs';
import { root, workDirectory } from '../../scripts/launcher/paths.mjs';
import { NODE_FLAGS } from '../../scripts/launcher/platform.mjs';
import { findFreePort } from '../../scripts/launcher/postgres.mjs';
import { Session } from '../../scripts/launcher/session.mjs';

const READY_WITHIN_MS = 180_000;
export const HOLDER = 'user:default/ana.ruiz';
export const REVIEWER = 'user:default/dara.singh';
export const HOST = 'prod-1';

/**
 * The example organisation as `npm start` runs it, with its bastion, from the sources: a real PostgreSQL, real policies,
 * real people who sign in, a real sshd.
 */
export class AccessPlatform {
  #child;
  #folder;
  #session;
  #tokens = new Map();

  static async open() {
    const platform = new AccessPlatform();
    try {
      await platform.#open();
    } catch (error) {
      await platform.close();
      throw error;
    }
    return platform;
  }

  async #open() {
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-access-'));
    fs.chmodSync(this.#folder, 0o711);
    this.#session = await Session.open({
      data: path.join(this.#folder, 'data'),
      config: [],
    });
    process.once('exit', this.#abandon);
    if (!this.#session.bastion) {
      throw new Error(`there is no bastion: ${this.#session.bastionProblem}`);
    }
    const port = await findFreePort();
    this.address = `http://localhost:${port}`;
    this.log = path.join(this.#folder, 'platform.log');
    const out = fs.openSync(this.log, 'a');
    this.#child = spawn(
      process.execPath,
      [
        ...NODE_FLAGS,
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        path.join(root, 'packages/backend/src/index.ts'),
        ...this.#session.configs.flatMap(file => ['--config', file]),
      ],
      {
        cwd: root,
        env: {
          ...nodeEnvironment(process.execPath),
          NODE_ENV: 'production',
          NODE_COMPILE_CACHE: path.join(workDirectory, 'compile-cache'),
          STAGEDOOR_HOME: root,
          APP_CONFIG_app_baseUrl: this.address,
          APP_CONFIG_backend_baseUrl: this.address,
          APP_CONFIG_backend_listen_port: String(port),
        },
        stdio: ['ignore', out, out, 'ipc'],
      },
    );
    fs.closeSync(out);
    await this.#waitUntilReady();
    const line = await this.#session.startBastion(this.address);
    if (!line.includes('leads to')) {
      throw new Error(line);
    }
  }

  get pid() {
    return this.#child.pid;
  }

  /** Where a recording lies. */
  recordingFile(id) {
    const folder = path.join(this.#session.folder.directory, 'recordings');
    const [file] = fs
      .readdirSync(folder, { recursive: true })
      .filter(name => name.endsWith(`${id}.cast`));
    return path.join(folder, file);
  }

  /** Of the database server. */
  get connection() {
    return this.#session.postgres.connection;
  }

  /** Asks the plugin something as a person. */
  async ask(person, method, route, body) {
    const answer = await this.fetch(person, route, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${route} answered ${answer.status}: ${text}`);
    }
    return JSON.parse(text);
  }

  /** The same, for answers that are read as they come. */
  async fetch(person, route, init = {}) {
    const token = await this.tokenOf(person);
    return fetch(`${this.address}/api/access${route}`, {
      ...init,
      // As to a browser: what plugins ask of each other is answered uncompressed.
      headers: {
        ...init.headers,
        'User-Agent': 'stagedoor-bench',
        Authorization: `Bearer ${token}`,
      },
    });
  }

  async tokenOf(person) {
    const token = this.#tokens.get(person) ?? (await this.#signIn(person));
    this.#tokens.set(person, token);
    return token;
  }

  /** Asks for access. */
  async request() {
    return this.ask(HOLDER, 'POST', '/requests', {
      hosts: [`resource:default/${HOST}`],
      account: 'deploy',
      minutes: 60,
      reason: 'Measure how soon access is over',
    });
  }

  /** Has somebody else approve what was asked for. */
  async approve({ id, version }) {
    return this.ask(REVIEWER, 'POST', `/requests/${id}/reviews`, {
      decision: 'approved',
      version,
    });
  }

  /** A grant that one person has asked for and another has approved. */
  async grant() {
    const { grant } = await this.approve(await this.request());
    return grant;
  }

  /** How many certificates were ever written down. */
  async countCertificates() {
    const client = new pg.Client({
      ...this.connection,
      database: 'backstage_plugin_access',
    });
    await client.connect();
    try {
      const { rows } = await client.query(
        'SELECT count(*)::int AS count FROM certificates',
      );
      return rows[0].count;
    } finally {
      await client.end();
    }
  }

  /** A shell that somebody has on the host under a grant. */
  async login(grant) {
    const key = path.join(this.#folder, `key-${grant}-${randomUUID()}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const { certificate, connection } = await this.ask(
      HOLDER,
      'POST',
      `/grants/${grant}/certificates`,
      { publicKey: fs.readFileSync(`${key}.pub`, 'utf8').trim() },
    );
    fs.writeFileSync(`${key}-cert.pub`, `${certificate}\n`);
    fs.writeFileSync(`${key}.known`, connection.bastion.knownHosts);
    const [host, port] = connection.bastion.address.split(':');
    const shell = spawn(
      'ssh',
      [
        ...['-F', 'none', '-tt', '-o', 'BatchMode=yes', '-i', key],
        ...[
          '-o',
          'IdentitiesOnly=yes',
          '-o',
          `UserKnownHostsFile=${key}.known`,
        ],
        ...['-p', port, `${connection.bastion.user}@${host}`, HOST],
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let said = '';
    for (const stream of [shell.stdout, shell.stderr]) {
      stream.on('data', data => {
        said = (said + data).slice(-100_000);
      });
    }
    const deadline = performance.now() + 30_000;
    while (!said.includes(`@${HOST}:`)) {
      if (performance.now() > deadline || shell.exitCode !== null) {
        throw new Error(`nobody gets in: ${said}`);
      }
      await sleep(20);
    }
    return { shell, ended: once(shell, 'exit'), said: () => said };
  }

  async #signIn(person) {
    const answer = await fetch(`${this.address}/api/auth/persona/refresh`, {
      headers: { 'x-stagedoor-persona': person },
    });
    if (!answer.ok) {
      throw new Error(
        `sign-in answered ${answer.status}: ${await answer.text()}`,
      );
    }
    return (await answer.json()).backstageIdentity.token;
  }

  async #waitUntilReady() {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline && this.#child.exitCode === null) {
      const answer = await fetch(
        `${this.address}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      await answer?.arrayBuffer();
      const known = answer?.ok && (await this.#knowsHost());
      if (known) {
        return;
      }
      await sleep(250);
    }
    throw new Error(
      `the platform is not ready: ${fs.readFileSync(this.log, 'utf8').slice(-2000)}`,
    );
  }

  /** The catalog reads the example organisation in its own time. */
  async #knowsHost() {
    try {
      const { blockers } = await this.ask(HOLDER, 'POST', '/previews', {
        hosts: [`resource:default/${HOST}`],
        account: 'deploy',
        minutes: 60,
        reason: 'Is it there yet, and who may approve?',
      });
      return blockers.length === 0;
    } catch {
      return false;
    }
  }

  #kill = () => this.#child?.kill('SIGKILL');

  /** However the benchmark ends, nothing of it goes on. The bastion ends with its parent. */
  #abandon = () => {
    this.#kill();
    const { postgres } = this.#session;
    if (postgres) {
      process.kill(postgres.pid, 'SIGQUIT');
    }
    fs.rmSync(this.#folder, { recursive: true, force: true });
  };

  async close() {
    if (this.#child && this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      const late = setTimeout(this.#kill, 5_000);
      await ended;
      clearTimeout(late);
    }
    await this.#session?.close();
    process.off('exit', this.#abandon);
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

import {
  addAccount,
  findPort,
  findSshd,
  listens,
} from '@stagedoor/test-programs';
import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CertificateAuthorities } from '../authorities/CertificateAuthority';
import { Keygen } from './Keygen';

const isRoot = process.getuid?.() === 0;

/** The account that principals are given on every server. */
export const account = isRoot ? 'stagedoor-test' : userInfo().username;
/** Another one, to which no principal of a test belongs. */
export const otherAccount = isRoot ? 'stagedoor-other' : 'root';

/** One real sshd, which trusts an authority and has a certificate of its own. */
export class SshServer {
  /** What it has logged. */
  log = '';
  readonly #daemon: ChildProcess;

  constructor(
    readonly name: string,
    readonly port: number,
    readonly hostKey: string,
    readonly revokedKeys: string,
    configuration: string,
  ) {
    this.#daemon = spawn(findSshd(), ['-D', '-e', '-f', configuration], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#daemon.stderr!.on('data', chunk => {
      this.log += chunk;
    });
  }

  async isReady(): Promise<void> {
    for (let i = 0; i < 200; i += 1) {
      if (await listens(this.port)) {
        this.log = '';
        return;
      }
      await sleep(25);
    }
    throw new Error(`sshd of ${this.name} does not listen: ${this.log}`);
  }

  async stop(): Promise<void> {
    const gone = once(this.#daemon, 'exit');
    this.#daemon.kill('SIGKILL');
    await gone;
  }
}

/** Several of them. */
export class SshServers {
  readonly #servers: SshServer[] = [];

  constructor(
    private readonly keygen: Keygen,
    private readonly authorities: CertificateAuthorities,
  ) {
    if (isRoot) {
      mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
      addAccount(account);
      addAccount(otherAccount);
    }
  }

  /** @param options - `principals` of each account */
  async start(options: {
    name: string;
    trusts: 'bastion-users' | 'hosts-users';
    principals: Record<string, string>;
  }): Promise<SshServer> {
    const folder = join(this.keygen.folder, options.name);
    mkdirSync(join(folder, 'principals'), { recursive: true });
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    for (const [user, principals] of Object.entries(options.principals)) {
      write(`principals/${user}`, principals);
    }
    const hostKey = this.keygen.makeKey();
    const publicKey = this.keygen.run('-y', '-f', hostKey).trim();
    const certificate = await this.authorities['host-keys'].signer.sign({
      publicKey,
      kind: 'host',
      serial: 7n,
      keyId: `host:${options.name}`,
      principals: [options.name],
      validAfter: new Date(Date.now() - 60_000),
      validBefore: new Date(Date.now() + 3_600_000),
    });
    const revokedKeys = join(folder, 'revoked');
    const port = await findPort();
    const server = new SshServer(
      options.name,
      port,
      publicKey,
      revokedKeys,
      write(
        'sshd_config',
        [
          `Port ${port}`,
          'ListenAddress 127.0.0.1',
          `HostKey ${hostKey}`,
          `HostCertificate ${write('host-cert.pub', `${certificate}\n`)}`,
          `TrustedUserCAKeys ${write('ca', `${this.authorities[options.trusts].trusted.join('\n')}\n`)}`,
          `AuthorizedPrincipalsFile ${folder}/principals/%u`,
          `RevokedKeys ${revokedKeys}`,
          'AuthorizedKeysFile none',
          'AuthenticationMethods publickey',
          'PidFile none',
          'StrictModes no',
          'UsePAM no',
          'LogLevel VERBOSE',
        ].join('\n'),
      ),
    );
    this.#servers.push(server);
    await server.isReady();
    return server;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#servers.map(server => server.stop()));
  }
}

/** Logs in with the real ssh. */
export function logIn(
  keygen: Keygen,
  server: SshServer,
  options: {
    privateKey: string;
    certificate: string;
    knownHosts: string;
    hostKeyAlias: string;
    user?: string;
    args?: string[];
  },
): Promise<{ code: number; output: string; problem: string }> {
  const settings = {
    BatchMode: 'yes',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    CertificateFile: keygen.write(`${options.certificate}\n`),
    UserKnownHostsFile: keygen.write(options.knownHosts),
    GlobalKnownHostsFile: '/dev/null',
    HostKeyAlias: options.hostKeyAlias,
    StrictHostKeyChecking: 'yes',
    ConnectTimeout: '20',
  };
  return new Promise(resolve => {
    const ssh = execFile(
      'ssh',
      [
        ...['-F', 'none', '-i', options.privateKey, '-p', String(server.port)],
        ...Object.entries(settings).flatMap(([name, value]) => [
          '-o',
          `${name}=${value}`,
        ]),
        ...(options.args ?? []),
        `${options.user ?? account}@127.0.0.1`,
        'echo in as $(id -un)',
      ],
      { timeout: 60_000 },
      (error, output, problem) =>
        resolve({ code: Number(error?.code ?? 0), output, problem }),
    );
    // Nobody types: what is connected through has nothing to wait for.
    ssh.stdin?.end();
  });
}

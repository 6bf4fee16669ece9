import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccessCertificates,
  ProgramCertificate,
  ProgramCertificateRequest,
} from '@stagedoor/plugin-access-node';

/** Certificates by real authorities of ssh-keygen, for accounts on hosts and for the hosts themselves. */
export class TestCertificates implements AccessCertificates {
  readonly isAvailable = true;
  readonly requests: ProgramCertificateRequest[] = [];
  readonly #folder: string;
  #count = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of ['users', 'hosts']) {
      run('-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name));
    }
  }

  /** What makes the sshd of a host trust them. */
  listSettings(host: string, key: string, account: string): string[] {
    const principals = join(this.#folder, `${host}.principals`);
    writeFileSync(principals, `host:${host}:${account}\n`);
    const hosts = join(this.#folder, 'hosts');
    run('-q', '-s', hosts, '-h', '-I', host, '-n', host, `${key}.pub`);
    return [
      `TrustedUserCAKeys ${join(this.#folder, 'users.pub')}`,
      `AuthorizedPrincipalsFile ${principals}`,
      `HostCertificate ${key}-cert.pub`,
    ];
  }

  async issueForHost(
    request: ProgramCertificateRequest,
  ): Promise<ProgramCertificate> {
    this.requests.push(request);
    this.#count += 1;
    const file = join(this.#folder, `issued-${this.#count}`);
    writeFileSync(`${file}.pub`, request.publicKey);
    run(
      ...['-q', '-s', join(this.#folder, 'users'), '-I', 'test', '-O', 'clear'],
      ...['-n', `host:${request.host}:${request.account}`],
      ...['-V', `-5m:+${request.seconds}s`, `${file}.pub`],
    );
    const hostKey = readFileSync(join(this.#folder, 'hosts.pub'), 'utf8');
    return {
      certificate: readFileSync(`${file}-cert.pub`, 'utf8').trim(),
      validTo: new Date(Date.now() + request.seconds * 1000).toISOString(),
      hostKeyAlias: request.host,
      knownHosts: request.hostKey
        ? `${request.host} ${request.hostKey}\n`
        : `@cert-authority ${request.host} ${hostKey}`,
    };
  }
}

function run(...args: string[]): void {
  execFileSync('ssh-keygen', args, { stdio: 'pipe' });
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `ssh-keygen -L` says of a certificate. */
export interface ReadCertificate {
  type: string;
  subject: string;
  authority: string;
  keyId: string;
  serial: string;
  valid: string;
  principals: string[];
  criticalOptions: string[];
  extensions: string[];
}

/** The real ssh-keygen, in a folder of its own. */
export class Keygen {
  readonly folder = mkdtempSync(join(tmpdir(), 'openssh-test-'));
  #count = 0;

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(...args: string[]): string {
    return execFileSync('ssh-keygen', args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  write(text: string | Buffer, mode = 0o600): string {
    this.#count += 1;
    const file = join(this.folder, `file-${this.#count}.pub`);
    writeFileSync(file, text, { mode });
    return file;
  }

  /** Makes a key, and gives its private file. */
  makeKey(type = 'ed25519', bits?: number): string {
    this.#count += 1;
    const file = join(this.folder, `key-${this.#count}`);
    const size = bits ? ['-b', String(bits)] : [];
    this.run('-q', '-t', type, ...size, '-N', '', '-C', '', '-f', file);
    return file;
  }

  /** Makes a key, and gives its public line. */
  makePublicKey(type?: string, bits?: number): string {
    return readFileSync(`${this.makeKey(type, bits)}.pub`, 'utf8').trim();
  }

  fingerprint(line: string): string {
    return this.run('-l', '-f', this.write(line)).split(' ')[1];
  }

  read(certificate: string): ReadCertificate {
    return parse(this.run('-L', '-f', this.write(`${certificate}\n`)));
  }
}

function parse(text: string): ReadCertificate {
  const lines = text.split('\n');
  const value = (name: string) =>
    lines
      .find(line => line.startsWith(`        ${name}:`))
      ?.slice(9 + name.length)
      .trim() ?? '';
  const list = (name: string) => {
    const start = lines.findIndex(line => line.startsWith(`        ${name}:`));
    const rest = lines.slice(start + 1);
    const end = rest.findIndex(line => !/^ {16}/.test(line));
    return rest.slice(0, end).map(line => line.trim());
  };
  return {
    type: value('Type'),
    subject: value('Public key').split(' ')[1],
    authority: value('Signing CA').split(' ')[1],
    keyId: value('Key ID').replace(/^"|"$/g, ''),
    serial: value('Serial'),
    valid: value('Valid'),
    principals: list('Principals'),
    criticalOptions: list('Critical Options'),
    extensions: list('Extensions'),
  };
}

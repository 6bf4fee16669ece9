import { InputError } from '@backstage/errors';
import {
  BastionAuthority,
  IssuedCertificate,
} from '@stagedoor/plugin-access-node';
import { createHash, randomBytes } from 'node:crypto';

/** The token of its one bastion: planted, so that tests can look for where it turns up. */
export const bastionToken = 'canary-4f1d2b7c9e8a4650b3d1-bastion-token';

/** Issues certificates that no sshd would take. */
export class FakeAuthority implements BastionAuthority {
  readonly issued: IssuedCertificate[] = [];
  hasBastion = true;

  async authenticate(token: string) {
    return token === bastionToken ? { name: 'main' } : undefined;
  }

  readPublicKey(text: string) {
    const [type, data] = text.trim().split(/\s+/);
    if (type !== 'ssh-ed25519' || !/^[A-Za-z0-9+/=]{1,200}$/.test(data ?? '')) {
      throw new InputError('publicKey: is not an OpenSSH public key');
    }
    const fingerprint = createHash('sha256').update(data).digest('base64');
    return {
      line: `${type} ${data}`,
      type,
      fingerprint: `SHA256:${fingerprint}`,
    };
  }

  async issueForBastion(
    request: Parameters<BastionAuthority['issueForBastion']>[0],
  ) {
    return this.#issue(
      request.publicKey,
      `grant:${request.grant}`,
      request.validTo,
    );
  }

  async issueForHost(request: Parameters<BastionAuthority['issueForHost']>[0]) {
    return this.#issue(
      request.publicKey,
      `session:${request.session}`,
      new Date(Date.now() + 120_000),
    );
  }

  principalOf(grant: number) {
    return `grant-${grant}`;
  }

  describeHostTrust({ name }: { name: string }) {
    return { hostKeyAlias: name, knownHosts: `@cert-authority ${name} key` };
  }

  describeConnection({
    id,
    hosts,
  }: {
    id: number;
    hosts: readonly { name: string }[];
  }) {
    return this.hasBastion
      ? {
          bastion: { address: 'bastion.test:22', user: 'jump', knownHosts: '' },
          certificateFile: `~/.ssh/grant-${id}-cert.pub`,
          sshConfig: `# grant ${id}`,
          commands: hosts.map(({ name }) => ({
            host: name,
            command: `ssh -t jump@bastion.test ${name}`,
          })),
        }
      : undefined;
  }

  async buildRevocationList(serials: readonly bigint[]) {
    return { krl: Buffer.from(`KRL ${serials.join(' ')}`), version: '1' };
  }

  #issue(publicKey: string, keyId: string, validTo: Date): IssuedCertificate {
    const serial = randomBytes(8).readBigUInt64BE() >> 1n;
    const issued = {
      certificate: `ssh-ed25519-cert-v01@openssh.com ${serial}`,
      serial,
      keyId: `${keyId}:${serial}`,
      fingerprint: this.readPublicKey(publicKey).fingerprint,
      validTo,
    };
    this.issued.push(issued);
    return issued;
  }
}

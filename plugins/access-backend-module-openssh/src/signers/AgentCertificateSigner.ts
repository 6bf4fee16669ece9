import { KeyObject, verify } from 'node:crypto';
import {
  CertificateSigner,
  CertificateSpec,
} from '@stagedoor/plugin-access-node';
import { signCertificate } from '../certificates/signCertificate';
import { readPublicKey } from '../keys/readPublicKey';
import { formatKey, SshPublicKey } from '../keys/SshPublicKey';
import { SshReader } from '../wire/SshReader';
import { AgentClient } from './AgentClient';
import { verifierFrom } from './ed25519';

/** Signs with an Ed25519 key that an ssh-agent holds, so that the platform never has it. */
export class AgentCertificateSigner implements CertificateSigner {
  readonly publicKey: string;
  readonly #agent: AgentClient;
  readonly #authority: SshPublicKey;
  readonly #verifier: KeyObject;

  /**
   * @param options - `publicKey` says which of the agent's keys
   * @throws Error if the agent does not hold it
   */
  static async open(options: {
    agent: AgentClient;
    publicKey: string;
  }): Promise<AgentCertificateSigner> {
    const authority = readPublicKey(options.publicKey);
    if (authority.type !== 'ssh-ed25519') {
      throw new Error('The key of an authority has to be an Ed25519 key');
    }
    const keys = await options.agent.listKeys();
    if (!keys.some(key => key.equals(authority.blob))) {
      throw new Error(
        `The ssh-agent does not hold the key ${formatKey(authority)}; add it with: ssh-add`,
      );
    }
    return new AgentCertificateSigner(options.agent, authority);
  }

  private constructor(agent: AgentClient, authority: SshPublicKey) {
    this.#agent = agent;
    this.#authority = authority;
    this.#verifier = verifierFrom(authority);
    this.publicKey = formatKey(authority);
  }

  async sign(spec: CertificateSpec): Promise<string> {
    return signCertificate(spec, this.#authority, async bytes => {
      const answer = new SshReader(
        await this.#agent.sign(this.#authority.blob, bytes),
      );
      const type = answer.text();
      const signature = answer.string();
      // What the agent says is not believed: whoever has the socket can be the agent.
      if (
        type !== 'ssh-ed25519' ||
        !verify(null, bytes, this.#verifier, signature)
      ) {
        throw new Error('The ssh-agent answered with a wrong signature');
      }
      return signature;
    });
  }
}

import { connect } from 'node:net';
import { SshReader } from '../wire/SshReader';
import { SshWriter } from '../wire/SshWriter';

// draft-miller-ssh-agent
const requestIdentities = 11;
const identitiesAnswer = 12;
const signRequest = 13;
const signResponse = 14;

const mostAnswerBytes = 262_144;
const mostIdentities = 2048;

/** Speaks to an ssh-agent over its socket; one connection for each question. */
export class AgentClient {
  readonly #socket: string;
  readonly #timeoutMs: number;

  /** @param socket - absolute path, such as what SSH_AUTH_SOCK says */
  constructor(socket: string, options: { timeoutMs?: number } = {}) {
    this.#socket = socket;
    this.#timeoutMs = options.timeoutMs ?? 5000;
  }

  /** The public keys whose private keys it holds. */
  async listKeys(): Promise<Buffer[]> {
    const answer = await this.#ask(
      new SshWriter().byte(requestIdentities),
      identitiesAnswer,
    );
    const count = answer.uint32();
    if (count > mostIdentities) {
      throw new Error('The ssh-agent answered with too many keys');
    }
    return Array.from({ length: count }, () => {
      const blob = answer.string();
      answer.string();
      return blob;
    });
  }

  /** @returns a signature as SSH writes it */
  async sign(key: Buffer, bytes: Buffer): Promise<Buffer> {
    const answer = await this.#ask(
      new SshWriter().byte(signRequest).string(key).string(bytes).uint32(0),
      signResponse,
    );
    return answer.string();
  }

  async #ask(question: SshWriter, wanted: number): Promise<SshReader> {
    const answer = new SshReader(await this.#exchange(question.toBuffer()));
    if (answer.byte() !== wanted) {
      throw new Error(
        'The ssh-agent refused; is it locked, or is the key not in it?',
      );
    }
    return answer;
  }

  #exchange(question: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const socket = connect({ path: this.#socket });
      const chunks: Buffer[] = [];
      let length = 0;
      const finish = (problem: string | undefined, answer?: Buffer) => {
        clearTimeout(timer);
        socket.destroy();
        if (answer) {
          resolve(answer);
        } else {
          reject(new Error(`The ssh-agent at ${this.#socket} ${problem}`));
        }
      };
      const timer = setTimeout(
        () => finish('did not answer in time'),
        this.#timeoutMs,
      );
      socket.on('error', error =>
        finish(`cannot be reached: ${error.message}`),
      );
      socket.on('close', () => finish('closed the connection'));
      socket.on('data', chunk => {
        chunks.push(chunk);
        length += chunk.length;
        const received = Buffer.concat(chunks);
        const expected =
          length >= 4 ? received.readUInt32BE() : mostAnswerBytes;
        if (expected > mostAnswerBytes || length > mostAnswerBytes + 4) {
          finish('answered with too much');
        } else if (length >= 4 + expected) {
          finish(undefined, received.subarray(4, 4 + expected));
        }
      });
      socket.write(new SshWriter().string(question).toBuffer());
    });
  }
}

import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { ContactLostError } from './errors';
import {
  HostConnection,
  HostRequest,
  HostResponse,
  HostScope,
} from './HostConnection';
import { listWords } from './LocalConnection';
import { quote } from './quote';
import { runProgram } from './runProgram';
import {
  listCommandArguments,
  listMasterArguments,
  SshRoute,
} from './sshOptions';

const graceMs = 3_000;

/**
 * A host reached through the system's ssh. One process signs in and holds the connection for as long as this platform
 * lives and wants it; every command is a session of that connection.
 */
export class SshConnection implements HostConnection {
  readonly root = '';
  readonly #route: SshRoute;
  /** As one word of a shell. */
  readonly #program: string;
  readonly #master: ChildProcessWithoutNullStreams;
  readonly #closed = new AbortController();
  #complaint = '';

  /**
   * Signs in.
   *
   * @throws ContactLostError with what ssh said
   */
  static async open(options: {
    route: SshRoute;
    program: string;
    signal?: AbortSignal;
  }): Promise<SshConnection> {
    options.signal?.throwIfAborted();
    const connection = new SshConnection(options.route, options.program);
    try {
      await connection.#signIn(options.signal);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  private constructor(route: SshRoute, program: string) {
    this.#route = route;
    this.#program = quote(program);
    // It ends with its input: whatever ends this process closes the connection, too.
    this.#master = spawn(
      'ssh',
      [
        ...listMasterArguments(route),
        'echo stagedoor-ready; exec cat >/dev/null',
      ],
      { env: createSshEnvironment() },
    );
    this.#master.stdin.on('error', () => {});
    this.#master.stderr.on('data', (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString('utf8')).slice(
        -4_000,
      );
    });
    this.#master.on('error', error => {
      this.#complaint = error.message;
      this.#closed.abort();
    });
    this.#master.on('close', () => this.#closed.abort());
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async run(scope: HostScope, request: HostRequest): Promise<HostResponse> {
    const nonce = randomBytes(12).toString('hex');
    const command = [
      'exec sh -c',
      this.#program,
      'stagedoor',
      ...listWords(nonce, scope, request).map(quote),
    ].join(' ');
    return runProgram(
      nonce,
      () =>
        spawn('ssh', [...listCommandArguments(this.#route), command], {
          env: createSshEnvironment(),
        }),
      request,
    );
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) {
      return;
    }
    const gone = new Promise(resolve =>
      this.closed.addEventListener('abort', resolve, { once: true }),
    );
    this.#master.stdin.destroy();
    this.#master.kill('SIGTERM');
    const timer = setTimeout(() => this.#master.kill('SIGKILL'), graceMs);
    await gone;
    clearTimeout(timer);
  }

  async #signIn(signal: AbortSignal | undefined): Promise<void> {
    const limitMs = this.#route.connectTimeoutMs + graceMs;
    await new Promise<void>((resolve, reject) => {
      let seen = '';
      const fail = (reason: unknown) => reject(reason);
      const timer = setTimeout(
        () => fail(new ContactLostError(`no login within ${limitMs / 1000} s`)),
        limitMs,
      );
      const onAbort = () => fail(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      this.#master.stdout.on('data', (chunk: Buffer) => {
        seen = (seen + chunk.toString('utf8')).slice(-4_000);
        if (seen.includes('stagedoor-ready\n')) {
          finish();
          resolve();
        }
      });
      this.closed.addEventListener(
        'abort',
        () => {
          finish();
          fail(
            new ContactLostError(explainLogin(this.#complaint, this.#route)),
          );
        },
        { once: true },
      );
    });
  }
}

/** Nothing of the platform's environment but what ssh needs to find keys that are not configured. */
function createSshEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, SSH_AUTH_SOCK } = process.env;
  return { PATH, HOME, SSH_AUTH_SOCK, LC_ALL: 'C.UTF-8' };
}

function explainLogin(complaint: string, { identity }: SshRoute): string {
  const text = complaint.trim();
  if (/Host key verification failed|REMOTE HOST IDENTIFICATION/.test(text)) {
    return identity.trust.whenUnknown;
  }
  if (/Permission denied/.test(text)) {
    return `it refused the login: ${identity.whenRefused}`;
  }
  return text.split('\n').at(-1) || 'ssh ended without a word';
}

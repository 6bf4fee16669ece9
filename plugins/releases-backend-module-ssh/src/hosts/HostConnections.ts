import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotAllowedError } from '@backstage/errors';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { SshEngineConfig } from '../config';
import { ContactLostError } from './errors';
import { parseHostAddress } from './hostAddress';
import { HostConnection } from './HostConnection';
import { HostCredentials, HostIdentity } from './HostCredentials';
import { LocalConnection } from './LocalConnection';
import { Slots } from './Slots';
import { SshConnection } from './SshConnection';

/** One worker's run of a release. Another worker of the same release has connections of its own. */
export interface HostRun {
  release: number;
  epoch: number;
}

/** A host that somebody wants to talk to. */
export interface HostCall {
  run: HostRun;
  host: PlannedHost;
  user: string;
}

// What sshd says when too many want to sign in at once (MaxStartups): nothing has happened yet.
const turnedAway =
  /kex_exchange_identification|banner exchange|Connection reset by peer|Connection closed by/;
const signInAttempts = 3;
const parallelSignIns = 10;

/** The open connections, at most one for each release and host, shared by the steps of the release. */
export class HostConnections {
  readonly #config: SshEngineConfig;
  readonly #credentials: HostCredentials;
  readonly #program: string;
  readonly #signIns = new Slots(parallelSignIns);
  readonly #open = new Map<string, Promise<HostConnection>>();
  #sockets: string | undefined;
  #count = 0;

  constructor(options: {
    config: SshEngineConfig;
    credentials: HostCredentials;
    program: string;
  }) {
    this.#config = options.config;
    this.#credentials = options.credentials;
    this.#program = options.program;
  }

  /**
   * Gives a connection that was opened before, or opens one.
   *
   * @throws ContactLostError if the host cannot be reached; nothing has been done there
   */
  async get(call: HostCall, signal?: AbortSignal): Promise<HostConnection> {
    const key = `${prefixOf(call.run)}${call.host.ref}`;
    const found = this.#open.get(key);
    if (found) {
      return found;
    }
    const opening = this.#connect(call, signal);
    this.#open.set(key, opening);
    const forget = () => {
      if (this.#open.get(key) === opening) {
        this.#open.delete(key);
      }
    };
    opening.then(
      connection =>
        connection.closed.addEventListener('abort', forget, { once: true }),
      forget,
    );
    return opening;
  }

  /** Closes what a run has opened. */
  async close(run: HostRun): Promise<void> {
    await this.#closeThose(key => key.startsWith(prefixOf(run)));
  }

  /** Closes everything: the platform ends. */
  async closeAll(): Promise<void> {
    await this.#closeThose(() => true);
    if (this.#sockets) {
      rmSync(this.#sockets, { recursive: true, force: true });
      this.#sockets = undefined;
    }
  }

  async #closeThose(isMeant: (key: string) => boolean): Promise<void> {
    const meant = [...this.#open].filter(([key]) => isMeant(key));
    await Promise.all(
      meant.map(async ([key, opening]) => {
        this.#open.delete(key);
        const connection = await opening.catch(() => undefined);
        await connection?.close();
      }),
    );
  }

  async #connect(
    call: HostCall,
    signal?: AbortSignal,
  ): Promise<HostConnection> {
    if (call.host.connection === 'ssh') {
      return this.#signIns.use(() => this.#signIn(call, signal));
    }
    const { localHosts, dataDirectory } = this.#config;
    if (!localHosts.enabled) {
      throw new NotAllowedError(
        `${call.host.name} is a folder of the platform's machine, which releases.ssh.localHosts.enabled does not allow`,
      );
    }
    return new LocalConnection({
      root: join(dataDirectory, 'hosts', call.host.name),
      program: this.#program,
      path: localHosts.path,
    });
  }

  async #signIn(call: HostCall, signal?: AbortSignal): Promise<HostConnection> {
    const { release } = call.run;
    return this.#credentials.withIdentity(
      {
        release: release > 0 ? release : undefined,
        host: call.host,
        user: call.user,
      },
      identity => this.#signInWith(identity, call, signal),
    );
  }

  async #signInWith(
    identity: HostIdentity,
    call: HostCall,
    signal: AbortSignal | undefined,
  ): Promise<HostConnection> {
    // Short, because the path of a socket has room for about a hundred bytes.
    this.#sockets ??= mkdtempSync(join(tmpdir(), 'sd-'));
    for (let attempt = 1; ; attempt += 1) {
      this.#count += 1;
      try {
        return await SshConnection.open({
          route: {
            address: parseHostAddress(call.host.address),
            user: call.user,
            identity,
            connectTimeoutMs: this.#config.connectTimeoutMs,
            controlPath: join(this.#sockets, String(this.#count)),
          },
          program: this.#program,
          signal,
        });
      } catch (error) {
        const again =
          error instanceof ContactLostError &&
          turnedAway.test(error.message) &&
          attempt < signInAttempts;
        if (!again) {
          throw error;
        }
        await sleep(attempt * 200 * (1 + Math.random()), undefined, { signal });
      }
    }
  }
}

function prefixOf({ release, epoch }: HostRun): string {
  return `${release}.${epoch} `;
}

import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { delimiter } from 'node:path';
import {
  HostConnection,
  HostRequest,
  HostResponse,
  HostScope,
} from './HostConnection';
import { runProgram } from './runProgram';

/** A host that is a folder of this machine. It is treated as one that is reached over SSH, by the same program. */
export class LocalConnection implements HostConnection {
  readonly root: string;
  readonly #program: string;
  readonly #path: readonly string[];
  readonly #closed = new AbortController();

  constructor(options: {
    /** The folder that stands for `/` of the host. */
    root: string;
    program: string;
    /** Folders that come first where commands are looked for. */
    path: readonly string[];
  }) {
    this.root = options.root;
    this.#program = options.program;
    this.#path = options.path;
    mkdirSync(this.root, { recursive: true });
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  async run(scope: HostScope, request: HostRequest): Promise<HostResponse> {
    const nonce = randomBytes(12).toString('hex');
    return runProgram(
      nonce,
      () =>
        spawn(
          '/bin/sh',
          [
            '-c',
            this.#program,
            'stagedoor',
            ...listWords(nonce, scope, request),
          ],
          {
            cwd: this.root,
            env: {
              PATH: [...this.#path, process.env.PATH ?? '/usr/bin:/bin'].join(
                delimiter,
              ),
              HOME: this.root,
              LANG: 'C.UTF-8',
            },
            // What stops this process with its group must not stop a hook in the middle.
            detached: true,
          },
        ),
      request,
    );
  }

  async close(): Promise<void> {
    this.#closed.abort();
  }
}

/** The words of one run, in the order in which the program expects them. */
export function listWords(
  nonce: string,
  scope: HostScope,
  request: HostRequest,
): string[] {
  return [
    nonce,
    scope.path,
    String(scope.release),
    String(scope.epoch),
    scope.component,
    ...request.words,
  ];
}

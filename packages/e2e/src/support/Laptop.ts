import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect } from '@playwright/test';

/** Runs a command in a terminal of its own, for as long as both live. */
const inTerminal =
  'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["bash", "-c", sys.argv[1]])))';

/** The machine of a person: a home folder with a key for SSH, and a shell into which they paste what pages print. */
export class Laptop {
  readonly #home = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-laptop-'));
  readonly #terminals: Terminal[] = [];

  constructor() {
    const ssh = path.join(this.#home, '.ssh');
    fs.mkdirSync(ssh, { mode: 0o700 });
    execFileSync('ssh-keygen', [
      ...['-q', '-t', 'ed25519', '-N', '', '-C', 'ana@laptop'],
      ...['-f', path.join(ssh, 'id_ed25519')],
    ]);
    // ssh looks for its files in the home of the account that it runs as, whatever the environment says.
    fs.writeFileSync(
      path.join(ssh, 'config'),
      `IdentityFile ${ssh}/id_ed25519
IdentityAgent none
UserKnownHostsFile ${ssh}/known_hosts
GlobalKnownHostsFile /dev/null
StrictHostKeyChecking yes
BatchMode yes
`,
    );
    const bin = path.join(this.#home, 'bin');
    fs.mkdirSync(bin);
    fs.writeFileSync(
      path.join(bin, 'ssh'),
      '#!/bin/sh\nexec /usr/bin/ssh -F "$HOME/.ssh/config" "$@"\n',
      { mode: 0o755 },
    );
  }

  get publicKey(): string {
    return fs.readFileSync(
      path.join(this.#home, '.ssh', 'id_ed25519.pub'),
      'utf8',
    );
  }

  /** Runs a command without a terminal. */
  async run(command: string): Promise<{ code: number; output: string }> {
    const terminal = new Terminal(
      spawn('bash', ['-c', command], this.#options('ignore')),
    );
    return { code: await terminal.ended, output: terminal.output };
  }

  /** Runs a command in a terminal. */
  open(command: string): Terminal {
    const terminal = new Terminal(
      spawn('python3', ['-c', inTerminal, command], this.#options('pipe')),
    );
    this.#terminals.push(terminal);
    return terminal;
  }

  /** Ends what still runs, and leaves nothing behind. */
  remove() {
    this.#terminals.forEach(terminal => terminal.close());
    fs.rmSync(this.#home, { recursive: true, force: true });
  }

  #options(stdin: 'ignore' | 'pipe') {
    return {
      env: {
        HOME: this.#home,
        PATH: `${this.#home}/bin:${process.env.PATH}`,
        TERM: 'xterm-256color',
      },
      stdio: [stdin, 'pipe', 'pipe'] as ['ignore' | 'pipe', 'pipe', 'pipe'],
    };
  }
}

/** A command that runs, with what it has said so far. */
export class Terminal {
  readonly #child: ChildProcess;
  #output = '';
  /** The exit code. */
  readonly ended: Promise<number>;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        this.#output += text;
      });
    }
    child.stdin?.on('error', () => {});
    this.ended = new Promise(resolve => {
      child.once('close', code => resolve(code ?? -1));
    });
  }

  get output(): string {
    return this.#output;
  }

  type(line: string) {
    this.#child.stdin?.write(`${line}\n`);
  }

  async says(words: RegExp) {
    await expect.poll(() => this.#output, { timeout: 30_000 }).toMatch(words);
  }

  close() {
    this.#child.kill('SIGKILL');
  }
}

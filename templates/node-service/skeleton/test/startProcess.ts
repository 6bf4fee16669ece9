import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';

export interface StartedProcess {
  url: string;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code. */
  exit: Promise<number | null>;
  output(): string;
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Starts the service as production does: its own process, told by environment and signals. */
export function spawnService(t: TestContext, env: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  t.after(() => child.kill('SIGKILL'));
  return { child, exit, output: () => output };
}

/** Starts the service and waits until it listens. */
export async function startProcess(
  t: TestContext,
  env: Record<string, string> = {},
): Promise<StartedProcess> {
  const { child, exit, output } = spawnService(t, env);
  const deadline = Date.now() + 5_000;
  for (;;) {
    const url = /Server listening at (http:\/\/[^"\s]+)/.exec(output())?.[1];
    if (url) {
      return { url, exit, output, kill: signal => void child.kill(signal) };
    }
    if (Date.now() > deadline || child.exitCode !== null) {
      throw new Error(`The service did not start:\n${output()}`);
    }
    await sleep(10);
  }
}

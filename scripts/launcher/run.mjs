import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * Runs a program to its end with its output kept in a file.
 *
 * @param {string} file - the program
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, log: string, onLine?: (line: string) => void }} options
 * @throws Error with the telling lines of the output (and its end as `output`) when the program cannot be run or does not exit with 0
 */
export async function runLogged(
  file,
  args,
  { cwd, env = process.env, log, onLine },
) {
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const sink = fs.createWriteStream(log);
  let tail = '';
  let partial = '';
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', chunk => {
      sink.write(chunk);
      tail = (tail + chunk).slice(-8_000);
      if (onLine) {
        const lines = (partial + chunk).split('\n');
        partial = lines.pop() ?? '';
        lines.forEach(onLine);
      }
    });
  }
  const passOn = signal => child.kill(signal);
  process.once('SIGTERM', passOn).once('SIGINT', passOn);
  try {
    await new Promise((resolve, reject) => {
      child.once('error', reject);
      sink.once('error', reject);
      child.once('close', (code, signal) =>
        code === 0
          ? resolve()
          : reject(
              Object.assign(
                new Error(
                  `${path.basename(file)} ended with ${signal ?? `exit code ${code}`}: ${lastWords(tail)}`,
                ),
                { output: tail },
              ),
            ),
      );
    });
  } finally {
    process.off('SIGTERM', passOn).off('SIGINT', passOn);
    sink.end();
  }
}

function lastWords(text) {
  const lines = text
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('at '));
  const telling = lines.filter(line =>
    /error|ENOSPC|ENOTFOUND|No space|YN00(01|16|28|35)/i.test(line),
  );
  return (telling.length ? telling : lines).slice(-3).join(' | ');
}

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './launcher/dependencies.mjs';
import { explain, Failure } from './launcher/failure.mjs';
import { isSupportedNode, provideNode } from './launcher/node.mjs';
import { workDirectory } from './launcher/paths.mjs';
import { Progress } from './launcher/progress.mjs';
import {
  describeSystemPrograms,
  provideSystemPrograms,
} from './launcher/system-packages.mjs';

async function main() {
  fs.mkdirSync(workDirectory, { recursive: true });
  process.stdout.write(
    `The tests use these programs of the system:\n${describeSystemPrograms()}\n\n`,
  );
  const progress = new Progress({ total: 3 });
  await progress.step('System programs', async () => provideSystemPrograms());
  const node = await progress.step('Node.js', async () => provideNode());
  await progress.step(
    'Dependencies',
    report => installDependencies({ node, report }),
    { usually: '2 to 4 minutes the first time' },
  );

  if (isSupportedNode()) {
    // Loaded only now: what follows uses installed packages.
    const { runChecks } = await import('./checks/run-checks.mjs');
    process.exitCode = await runChecks(process.argv.slice(2));
    return;
  }
  const child = spawn(
    node.executable,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        PATH: `${path.dirname(node.executable)}${path.delimiter}${process.env.PATH}`,
      },
    },
  );
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

main().catch(error => {
  const failure =
    error instanceof Failure
      ? error
      : explain(error, { doing: 'preparing the tests' });
  process.stderr.write(`\n${failure.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
});

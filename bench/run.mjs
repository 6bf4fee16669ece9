import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installDependencies } from '../scripts/launcher/dependencies.mjs';
import { explain } from '../scripts/launcher/failure.mjs';
import { isSupportedNode, provideNode } from '../scripts/launcher/node.mjs';
import { Progress } from '../scripts/launcher/progress.mjs';
import { readArguments, USAGE } from './lib/arguments.mjs';

/** Each benchmark is a module whose default export runs it, as a whole or some of its parts. */
const BENCHMARKS = {
  foundation: {
    parts: ['start', 'catalog', 'page'],
    load: () => import('./foundation/foundation.mjs'),
  },
  releases: {
    parts: ['first-line', 'viewers', 'list', 'hosts', 'versions', 'large-log'],
    load: () => import('./releases/releases.mjs'),
  },
  access: {
    parts: ['certificates', 'session-end', 'replay'],
    load: () => import('./access/access.mjs'),
  },
};

async function main() {
  const options = readArguments(
    process.argv.slice(2),
    Object.fromEntries(
      Object.entries(BENCHMARKS).map(([name, { parts }]) => [name, parts]),
    ),
  );
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const node = await provideNode();
  const progress = new Progress({ total: 1 });
  await progress.step(
    'Dependencies',
    report => installDependencies({ node, report }),
    { usually: '2 to 4 minutes the first time' },
  );
  if (isSupportedNode()) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => process.exit(1));
    }
    // Loaded only now: what follows uses installed packages.
    const { default: run } = await BENCHMARKS[options.benchmark].load();
    await run({ ...options, node });
    return;
  }
  const child = spawn(
    node.executable,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.on('SIGTERM', () => child.kill('SIGTERM')).on('SIGINT', () => {});
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
}

main().catch(error => {
  const failure = explain(error, { doing: 'measuring' });
  process.stderr.write(`\n${failure.message}\n`);
  if (process.env.DEBUG) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exitCode = 1;
});

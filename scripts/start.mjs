import { spawn } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readArguments, USAGE } from './launcher/arguments.mjs';
import { installDependencies } from './launcher/dependencies.mjs';
import { explain, Failure } from './launcher/failure.mjs';
import { isSupportedNode, provideNode } from './launcher/node.mjs';
import { workDirectory } from './launcher/paths.mjs';
import { Platform, requireFreePort } from './launcher/platform.mjs';
import { buildForProduction } from './launcher/production-build.mjs';
import { Progress } from './launcher/progress.mjs';
import { requirePrograms } from './launcher/requirements.mjs';

/** Restarts within five minutes after which the launcher gives up. */
const MAX_RESTARTS = 3;

async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  requirePrograms(['git', 'tar']);
  fs.mkdirSync(workDirectory, { recursive: true });
  if (!isSupportedNode()) {
    await continueUnderSupportedNode();
    return;
  }
  await requireFreePort(options.port, '127.0.0.1');

  const node = { executable: process.execPath, version: process.versions.node };
  const progress = new Progress({ total: 4 });
  await progress.step(
    'Dependencies',
    report => installDependencies({ node, report }),
    { usually: '2 to 4 minutes the first time' },
  );
  await progress.step(
    'Production build',
    report => buildForProduction({ node, report }),
    { usually: 'half a minute' },
  );
  await serve({ options, node, progress });
}

/** The same command again, under a Node.js that Backstage supports. Signals reach it because it shares the terminal. */
async function continueUnderSupportedNode() {
  const { executable } = await new Progress({ total: 1 }).step(
    'Node.js',
    async () => provideNode(),
    { usually: '10 seconds the first time' },
  );
  const child = spawn(
    executable,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // The terminal has sent SIGINT to the whole group already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    });
  }
  const code = await new Promise(resolve => {
    child.once('exit', (exitCode, signal) => resolve(signal ? 1 : exitCode));
  });
  process.exitCode = code;
}

async function serve({ options, node, progress }) {
  // From here on installed packages are used, so these modules are loaded only now.
  const { Session } = await import('./launcher/session.mjs');
  const address = `http://localhost:${options.port}`;
  const stopping = whenAskedToStop().then(() => {
    throw new Stopped();
  });
  stopping.catch(() => {});
  const session = await progress.step('Database', async () =>
    Session.open(options),
  );
  const log = session.folder.path('logs', 'platform.log');
  let platform;
  const start = () => {
    platform = Platform.start({
      node,
      configs: session.configs,
      env: {
        APP_CONFIG_app_baseUrl: address,
        APP_CONFIG_backend_baseUrl: address,
        APP_CONFIG_backend_listen_port: String(options.port),
      },
      log,
      echo: options.verbose,
    });
    session.folder.remember('platform', platform.pid);
  };

  try {
    if (fs.existsSync(log)) {
      fs.renameSync(log, `${log}.1`);
    }
    start();
    await Promise.race([
      progress.step('Platform', report => platform.ready(address, report), {
        usually: '10 seconds',
      }),
      stopping,
    ]);
    const bastion = await session.startBastion(address);
    process.stdout.write(welcome({ address, session, log, bastion }));
    session.services.start().then(problems => {
      for (const problem of problems) {
        process.stdout.write(`Not started again: ${problem}\n`);
      }
    });
    const restarts = [];
    for (;;) {
      const how = await Promise.race([
        platform.ended(),
        stopping,
        session.postgres?.ended.then(() => {
          throw new Failure(
            `PostgreSQL ended unexpectedly. What it said is in ${session.folder.path('logs', 'postgres.log')}.`,
          );
        }) ?? new Promise(() => {}),
      ]);
      const now = Date.now();
      restarts.push(now);
      if (restarts.filter(at => now - at < 300_000).length > MAX_RESTARTS) {
        throw new Failure(
          `The platform ended ${restarts.length} times (last: ${how}). What it said is in ${log}.`,
        );
      }
      process.stdout.write(
        `The platform ended unexpectedly (${how}). Starting it again…\n`,
      );
      start();
      await Promise.race([platform.ready(address), stopping]);
      process.stdout.write(`It is ready again at ${address}\n`);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) {
      throw explain(error, { doing: 'running the platform', log });
    }
    process.stdout.write('\nStopping…\n');
  } finally {
    try {
      await platform?.stop();
    } finally {
      await session.close();
    }
  }
  process.stdout.write('Stopped. Nothing of it runs any more.\n');
}

class Stopped extends Error {}

function whenAskedToStop() {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, resolve);
    }
  });
}

function welcome({ address, session, log, bastion }) {
  const people = session.people
    .map(({ title, note }) => `    ${title.padEnd(16)} ${note ?? ''}`)
    .join('\n');
  return `
Stagedoor is ready: ${address}

${people ? `  Sign in as one of these people of the example organisation (each browser tab can be another one):\n${people}\n` : ''}
  Data       ${session.folder.directory}
  Log        ${log}${bastion && `\n  ${bastion}`}
  Stop       Ctrl-C

`;
}

main().catch(error => {
  process.stderr.write(`\n${explain(error, { doing: 'starting' }).message}\n`);
  process.exitCode = 1;
});

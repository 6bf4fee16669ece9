import { spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readArguments } from './launcher/arguments.mjs';
import { installDependencies } from './launcher/dependencies.mjs';
import { explain } from './launcher/failure.mjs';
import {
  isSupportedNode,
  nodeEnvironment,
  provideNode,
} from './launcher/node.mjs';
import { root, yarnScript } from './launcher/paths.mjs';
import { Progress } from './launcher/progress.mjs';

/** Where the development server of the frontend listens; the API stays on --port. */
const FRONTEND = 'http://localhost:3000';

/** `yarn dev`: frontend and backend from their sources, reloaded when a file changes. */
async function main() {
  const node = await provideNode();
  await new Progress({ total: 1 }).step('Dependencies', report =>
    installDependencies({ node, report }),
  );
  if (!isSupportedNode()) {
    const again = spawn(
      node.executable,
      [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
      { stdio: 'inherit' },
    );
    process.on('SIGTERM', () => again.kill('SIGTERM')).on('SIGINT', () => {});
    again.once('exit', code => process.exit(code ?? 1));
    return;
  }
  const options = readArguments(process.argv.slice(2));
  const { Session } = await import('./launcher/session.mjs');
  const { NODE_FLAGS } = await import('./launcher/platform.mjs');
  const session = await Session.open(options);
  for (const problem of await session.services.start()) {
    process.stderr.write(`Not started again: ${problem}\n`);
  }
  const address = `http://localhost:${options.port}`;
  const child = spawn(
    node.executable,
    [
      yarnScript,
      'backstage-cli',
      'repo',
      'start',
      ...session.configs.flatMap(file => ['--config', file]),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...nodeEnvironment(node.executable),
        STAGEDOOR_HOME: root,
        NODE_OPTIONS: NODE_FLAGS.join(' '),
        APP_CONFIG_app_baseUrl: FRONTEND,
        APP_CONFIG_backend_baseUrl: address,
        APP_CONFIG_backend_listen_port: String(options.port),
        APP_CONFIG_backend_cors_origin: FRONTEND,
        APP_CONFIG_backend_cors_credentials: 'true',
      },
    },
  );
  process.on('SIGTERM', () => child.kill('SIGTERM')).on('SIGINT', () => {});
  startBastion(session, address, child);
  child.once('exit', async code => {
    await session.close();
    process.exit(code ?? 1);
  });
}

/** The platform makes the authorities that the bastion trusts. */
async function startBastion(session, address, child) {
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${address}/.backstage/health/v1/readiness`, {
      signal: AbortSignal.timeout(2_000),
    }).catch(() => undefined);
    if (answer?.ok) {
      process.stdout.write(`${await session.startBastion(address)}\n`);
      return;
    }
    await sleep(500);
  }
}

main().catch(error => {
  process.stderr.write(
    `\n${explain(error, { doing: 'starting for development' }).message}\n`,
  );
  process.exitCode = 1;
});

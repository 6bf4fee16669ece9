/**
 * Starts the production build the way a company runs it: app-config.production.yaml as it is, everything else from
 * the environment, with a real OpenID provider and a PostgreSQL of its own. Prints one line of JSON with the address
 * when it is ready, and ends all of it on SIGTERM.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { root } from '../../../scripts/launcher/paths.mjs';
import { Platform } from '../../../scripts/launcher/platform.mjs';
import { EmbeddedPostgres } from '../../../scripts/launcher/postgres.mjs';
import { buildForProduction } from '../../../scripts/launcher/production-build.mjs';
import { startProvider } from './provider.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '7421' } },
});
const address = `http://localhost:${values.port}`;
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'stagedoor-oidc-'));
// PostgreSQL runs as a user of its own where the tests run as root.
fs.chmodSync(directory, 0o711);

const stops = [
  async () => fs.rmSync(directory, { recursive: true, force: true }),
];
async function stop() {
  for (const end of stops.splice(0).reverse()) {
    await end();
  }
}
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => stop().finally(() => process.exit(0)));
}

try {
  await start();
  process.stdout.write(`${JSON.stringify({ address })}\n`);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  await stop();
  process.exit(1);
}

async function start() {
  const node = { executable: process.execPath };
  await buildForProduction({ node, report: () => {} });

  const postgres = await EmbeddedPostgres.start({
    directory: path.join(directory, 'postgres'),
    password: randomBytes(16).toString('hex'),
    log: path.join(directory, 'postgres.log'),
  });
  stops.push(() => postgres.stop());

  const provider = await startProvider({ platformUrl: address });
  stops.push(() => provider.close());

  const platform = Platform.start({
    node,
    configs: [
      path.join(root, 'app-config.yaml'),
      path.join(root, 'app-config.production.yaml'),
      writeOverlay(),
    ],
    env: {
      ...environment({ postgres, provider }),
      APP_CONFIG_backend_listen_port: values.port,
    },
    log: path.join(directory, 'platform.log'),
    echo: false,
  });
  stops.push(() => platform.stop());
  await platform.ready(address);
}

/**
 * What differs between this test and a company: what is in the catalog, and that nobody else shall reach it. Of the
 * systems that a company may have it names two, at a port where nothing listens.
 */
function writeOverlay() {
  const file = path.join(directory, 'overlay.json');
  const overlay = {
    backend: { listen: { host: '127.0.0.1' } },
    signIn: { titles: { oidc: 'Nordlicht account' } },
    integrations: {
      gitlab: [
        {
          host: 'gitlab.nordlicht.test',
          baseUrl: 'http://127.0.0.1:9',
          apiBaseUrl: 'http://127.0.0.1:9/api/v4',
        },
      ],
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'production',
              url: 'http://127.0.0.1:9',
              authProvider: 'serviceAccount',
              serviceAccountToken: randomBytes(16).toString('hex'),
            },
          ],
        },
      ],
    },
    catalog: {
      locations: [
        {
          type: 'file',
          target: path.join(root, 'packages/e2e/oidc/people.yaml'),
          rules: [{ allow: ['User', 'Group', 'Component'] }],
        },
      ],
    },
  };
  fs.writeFileSync(file, JSON.stringify(overlay));
  return file;
}

/** What app-config.production.yaml asks an operator for. */
function environment({ postgres, provider }) {
  const { host, port, user, password } = postgres.connection;
  return {
    STAGEDOOR_DATA: path.join(directory, 'data'),
    ORGANIZATION_NAME: 'Nordlicht',
    BASE_URL: address,
    SESSION_SECRET: randomBytes(32).toString('base64'),
    POSTGRES_HOST: host,
    POSTGRES_PORT: String(port),
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: password,
    OIDC_METADATA_URL: provider.metadataUrl,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  };
}

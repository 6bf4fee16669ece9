import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestDatabases,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { reportStartupFailure } from './reportStartupFailure';
import { startupChecks } from './startupChecks';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const safe: JsonObject = {
  auth: {
    session: { secret: 'k3V9mQxT7uW2pZ8rB4nY6cJ1hL5dF0sA' },
    providers: { oidc: { development: {} } },
  },
  app: { baseUrl: 'http://localhost:7007' },
  permission: { enabled: true },
};

const untouchedDatabase = createServiceFactory({
  service: coreServices.database,
  deps: {},
  factory: () => ({
    getClient: async () => {
      throw new Error('The database was touched');
    },
  }),
});

function pluginThat(pluginId: string, init: () => Promise<void>) {
  return createBackendPlugin({
    pluginId,
    register(reg) {
      reg.registerInit({ deps: {}, init });
    },
  });
}

async function start(
  data: JsonObject,
  ...plugins: ReturnType<typeof createBackendPlugin>[]
) {
  return startTestBackend({
    features: [
      startupChecks,
      untouchedDatabase,
      mockServices.rootConfig.factory({ data }),
      ...plugins,
    ],
  });
}

/** What an operator sees of a start that fails. */
async function failureOf(starting: Promise<unknown>) {
  const written: string[] = [];
  const codes: number[] = [];
  await starting.then(
    () => {
      throw new Error('The start was expected to fail');
    },
    error =>
      reportStartupFailure(error, {
        stderr: { write: text => written.push(text) },
        exit: code => codes.push(code),
      }),
  );
  return { text: written.join(''), codes };
}

describe('startupChecks', () => {
  let good: JsonObject;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, password } = knex.client.config.connection;
    good = {
      ...safe,
      backend: {
        baseUrl: 'http://localhost:7007',
        database: { client: 'pg', connection: { host, port, user, password } },
      },
    };
  });

  it('lets a good production configuration start', async () => {
    const started: string[] = [];
    await start(
      good,
      pluginThat('catalog', async () => {
        started.push('catalog');
      }),
    );
    expect(started).toEqual(['catalog']);
  });

  it('starts nothing when it refuses, and prints every reason without a stack', async () => {
    const started: string[] = [];
    const { text, codes } = await failureOf(
      start(
        { ...good, permission: {}, auth: { providers: { guest: {} } } },
        pluginThat('catalog', async () => {
          started.push('catalog');
        }),
      ),
    );
    expect(started).toEqual([]);
    expect(codes).toEqual([1]);
    expect(text).toBe(`
Stagedoor did not start, for 3 reasons:
  - auth.providers.guest lets anybody in without saying who they are: remove it, and configure oidc, github or gitlab instead.
  - auth.session.secret is missing: this is the secret with which the backend signs its sessions; set it to the output of \`openssl rand -base64 32\`, through an environment variable, the same on every replica.
  - permission.enabled is not true: set it to true, otherwise everybody may do everything.

`);
  });

  it('starts nothing while the database is out of reach', async () => {
    const started: string[] = [];
    const { text, codes } = await failureOf(
      start(
        {
          ...good,
          backend: {
            baseUrl: 'http://localhost:7007',
            database: {
              client: 'pg',
              connection: { host: 'database.invalid', user: 'stagedoor' },
            },
          },
        },
        pluginThat('catalog', async () => {
          started.push('catalog');
        }),
      ),
    );
    expect(started).toEqual([]);
    expect(codes).toEqual([1]);
    expect(text).toBe(`
Stagedoor did not start:
  - The host name 'database.invalid' is unknown: check backend.database.connection.

`);
  });

  it("prints a plugin's configuration error with its key, once for plugins that fail alike", async () => {
    const refused = async () => {
      throw new Error(
        "Failed to connect to the database to make sure that 'p' exists, Error: connect ECONNREFUSED 127.0.0.1:5999",
      );
    };
    const { text, codes } = await failureOf(
      start(
        good,
        pluginThat('releases', async () => {
          throw new InputError(
            'releases.environments[0].name: must not be empty',
          );
        }),
        pluginThat('catalog', refused),
        pluginThat('search', refused),
      ),
    );
    expect(codes).toEqual([1]);
    expect(text).toBe(`
Stagedoor did not start, for 2 reasons:
  - releases.environments[0].name: must not be empty (plugin releases)
  - Nothing answers at 127.0.0.1:5999: is PostgreSQL running there? Its address is backend.database.connection. (plugins catalog, search)

`);
  });
});

import {
  BackendFeature,
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AccessRequest,
  AccessWish,
  Grant,
} from '@stagedoor/plugin-access-common';
import { accessExtensionPoint } from '@stagedoor/plugin-access-node';
import {
  callAs,
  createCatalog,
  recordEffects,
} from '@stagedoor/test-organisation';
import { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessPlugin } from '../plugin';
import { FakeAuthority } from './FakeAuthority';
import { FakePermissions } from './FakePermissions';
import { FakeProvider } from './FakeProvider';
import { accessConfig, organisation, roles } from './organisation';

/** A key that the fake authority takes. */
export const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey ana@laptop';

/** One replica of the plugin, with people, hosts, a provider and an authority that are not real. */
export async function startAccessBackend(options: {
  databases: TestDatabases;
  knex?: Knex;
  config?: object;
  provider?: FakeProvider;
  /** Without it there is no module at all. */
  withModule?: boolean;
  /** One that issues real certificates, in place of the fake. */
  module?: BackendFeature;
  /** What decides permissions, in place of the fake. */
  permissions?: BackendFeature[];
}) {
  const knex = options.knex ?? (await options.databases.init('POSTGRES_18'));
  const dataDirectory = await mkdtemp(join(tmpdir(), 'stagedoor-access-'));
  const entities: Entity[] = structuredClone(organisation);
  const authority = new FakeAuthority();
  const provider = options.provider ?? new FakeProvider();
  const { services, ...effects } = recordEffects();
  const logged: string[] = [];
  const write = (...words: unknown[]) =>
    void logged.push(JSON.stringify(words));
  const logger = mockServices.logger.mock({
    error: write,
    warn: write,
    info: write,
    debug: write,
  });
  logger.child.mockReturnValue(logger);

  const fakeModule = createBackendModule({
    pluginId: 'access',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { access: accessExtensionPoint },
        async init({ access }) {
          access.addProvider(provider);
          access.setBastionAuthority(authority);
        },
      });
    },
  });

  const backend = await startTestBackend({
    features: [
      accessPlugin,
      ...(options.withModule === false ? [] : [options.module ?? fakeModule]),
      createCatalog(entities),
      ...(options.permissions ?? [
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => new FakePermissions(entities),
        }),
      ]),
      ...services,
      logger.factory,
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          stagedoor: { dataDirectory },
          access: { ...accessConfig, ...options.config },
          permission: { enabled: true, roles },
        },
      }),
    ],
  });

  const call = callAs(backend, '/api/access');
  const ask = async (
    who: string,
    wish: Partial<AccessWish> = {},
  ): Promise<AccessRequest> => {
    const { body, status } = await call('post', '/requests', who).send({
      ...aWish,
      ...wish,
    });
    if (status !== 201) {
      throw new Error(`${status}: ${body.error?.message}`);
    }
    return body;
  };
  const review = (
    who: string,
    { id, version }: Pick<AccessRequest, 'id' | 'version'>,
    more: object = {},
  ) =>
    call('post', `/requests/${id}/reviews`, who).send({
      decision: 'approved',
      version,
      ...more,
    });
  return {
    ...effects,
    ...{ ask, authority, backend, call, dataDirectory, entities },
    ...{ knex, logged, provider, review },
    /** Access that ana holds, approved by amir. */
    async open(wish: Partial<AccessWish> = {}): Promise<Grant> {
      const { body } = await review('amir', await ask('ana', wish)).expect(200);
      const grant = await call('get', `/grants/${body.grant}`, 'ana');
      return grant.body;
    },
    certify: (who: string, grant: number, body: object = { publicKey }) =>
      call('post', `/grants/${grant}/certificates`, who).send(body),
    async read(id: number, who = 'chen'): Promise<AccessRequest> {
      const { body } = await call('get', `/requests/${id}`, who).expect(200);
      return body;
    },
    async readGrant(id: number, who = 'chen'): Promise<Grant> {
      const { body } = await call('get', `/grants/${id}`, who).expect(200);
      return body;
    },
    async stop() {
      await backend.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** What ana asks for, unless she asks for something else. */
export const aWish: AccessWish = {
  hosts: ['resource:default/prod-1', 'resource:default/prod-2'],
  account: 'deploy',
  minutes: 60,
  reason: 'Look at stuck refunds',
};

export type AccessBackend = Awaited<ReturnType<typeof startAccessBackend>>;

/** Resolves once something is so. */
export async function until(
  isSo: () => Promise<boolean> | boolean,
): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    if (await isSo()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It never was so');
}

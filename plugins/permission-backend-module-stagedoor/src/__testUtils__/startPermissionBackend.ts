import {
  createBackendModule,
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  Permission,
} from '@backstage/plugin-permission-common';
import { Explanation } from '@stagedoor/plugin-roles-common';
import {
  PermissionRegistration,
  rolesExtensionPoint,
} from '@stagedoor/plugin-roles-node';
import { Knex } from 'knex';
import request from 'supertest';
import permissionModuleStagedoor from '../index';
import { actingAuthFactory } from './actingAuth';
import { organisation, permissionConfig } from './organisation';

/** The real permission and catalog backends on PostgreSQL, with the organisation in the catalog. */
export async function startPermissionBackend(
  databases: TestDatabases,
  options: {
    roles?: Array<{ role: string; members: string[] }>;
    entities?: Entity[];
    registrations?: PermissionRegistration[];
    features?: Parameters<typeof startTestBackend>[0]['features'];
  } = {},
) {
  const knex = await databases.init('POSTGRES_18');
  const entities = [...organisation, ...(options.entities ?? [])];

  const organisationProvider = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'organisation',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider(provide(entities));
        },
      });
    },
  });
  const declarations = createBackendModule({
    pluginId: 'permission',
    moduleId: 'declarations',
    register(env) {
      env.registerInit({
        deps: { roles: rolesExtensionPoint },
        async init({ roles }) {
          roles.addPermissions(options.registrations ?? []);
        },
      });
    },
  });
  /** Asks for permissions with the credentials it is called with, as any plugin does. */
  const probe = createBackendPlugin({
    pluginId: 'probe',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
          permissions: coreServices.permissions,
        },
        async init({ http, httpAuth, permissions }) {
          http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
          http.use(async (req, res) => {
            const credentials = await httpAuth.credentials(req);
            const permission = JSON.parse(String(req.query.permission));
            const [decision] = await permissions.authorizeConditional(
              [{ permission }],
              { credentials },
            );
            res.json(decision);
          });
        },
      });
    },
  });

  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      organisationProvider,
      permissionPlugin,
      permissionModuleStagedoor,
      declarations,
      probe,
      actingAuthFactory,
      mockServices.rootConfig.factory({
        data: {
          permission: {
            ...permissionConfig,
            roles: options.roles ?? permissionConfig.roles,
          },
          backend: { database: readDatabaseConfig(knex) },
        },
      }),
      mockServices.database.factory(),
      ...(options.features ?? []),
    ],
  });

  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  const call = (
    method: 'get' | 'post' | 'delete',
    path: string,
    person: string,
  ) => request(server)[method](path).set('Authorization', as(person));

  return {
    server,
    call,
    async explain(
      person: string,
      permission: string,
      resourceRef?: string,
    ): Promise<Explanation> {
      const { body } = await call(
        'post',
        '/api/permission/explanations',
        person,
      )
        .send({ items: [{ permission, resourceRef }] })
        .expect(200);
      return body.items[0];
    },
    async decide(
      authorization: string | undefined,
      permission: Permission,
    ): Promise<keyof typeof AuthorizeResult> {
      const { body } = await request(server)
        .get('/api/probe/')
        .query({ permission: JSON.stringify(permission) })
        .set(authorization ? { Authorization: authorization } : {})
        .expect(200);
      return body.result;
    },
    /** Resolves once the catalog has taken in the whole organisation, with its relations. */
    async untilIngested(): Promise<void> {
      for (;;) {
        const { body } = await request(server)
          .get('/api/catalog/entities')
          .set('Authorization', mockCredentials.service.header());
        const isComplete =
          Array.isArray(body) &&
          body.length >= entities.length &&
          body.every(
            (entity: Entity) =>
              (entity.relations ?? []).length > 0 ||
              entity.metadata.name === 'dara',
          );
        if (isComplete) {
          return;
        }
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    },
  };
}

/** Lets every plugin have its own schema, as it has in production. */
function readDatabaseConfig(knex: Knex) {
  const { host, port, user, password, database } =
    knex.client.config.connection;
  return {
    client: 'pg',
    connection: { host, port, user, password, database },
    pluginDivisionMode: 'schema',
    ensureSchemaExists: true,
  };
}

function provide(entities: Entity[]): EntityProvider {
  return {
    getProviderName: () => 'organisation',
    connect: connection =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity })),
      }),
  };
}

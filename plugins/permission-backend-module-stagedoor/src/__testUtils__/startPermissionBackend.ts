import {
  createBackendModule,
  createBackendPlugin,
  coreServices,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
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
import {
  actingAuthFactory,
  callAs,
  createOrganisationModule,
  describeSchemas,
  untilIngested,
} from '@stagedoor/test-organisation';
import permissionModuleStagedoor from '../index';
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
      createOrganisationModule(entities),
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
          backend: { database: describeSchemas(knex) },
          catalog: {
            stitchingStrategy: { pollingInterval: { milliseconds: 100 } },
          },
        },
      }),
      mockServices.database.factory(),
      ...(options.features ?? []),
    ],
  });

  const call = callAs({ server }, '');

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
      const { body } = await call('get', '/api/probe/', authorization)
        .query({ permission: JSON.stringify(permission) })
        .expect(200);
      return body.result;
    },
    /** Resolves once the catalog has taken in the whole organisation, with its relations. */
    untilIngested: () => untilIngested({ server }, entities),
  };
}

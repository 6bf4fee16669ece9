import {
  AuthService,
  PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Told } from '@stagedoor/test-organisation';
import { Knex } from 'knex';
import { buildAccess } from '../buildAccess';
import { readAccessConfig } from '../config';
import { AccessProviders } from '../providers/AccessProviders';
import { accessConfig, roles } from './organisation';
import { FakeProvider } from './FakeProvider';

/** What another replica does as time goes by, whenever a test says so. */
export function startTime(options: {
  auth: AuthService;
  catalog: CatalogService;
  knex: Knex;
  provider: FakeProvider;
  told: Told[];
}) {
  const config = mockServices.rootConfig({
    data: { access: accessConfig, permission: { roles } },
  });
  const providers = new AccessProviders();
  providers.addProvider(options.provider);
  const permissionsRegistry: PermissionsRegistryService =
    mockServices.permissionsRegistry.mock();
  return buildAccess(
    {
      ...options,
      config,
      permissionsRegistry,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      logger: mockServices.logger.mock(),
      notifications: {
        send: async ({ recipients, payload }) =>
          void options.told.push({ to: recipients, title: payload.title }),
      },
      permissions: mockServices.permissions.mock(),
      signals: { publish: async () => {} },
    },
    { config: readAccessConfig(config), knex: options.knex, providers },
  );
}

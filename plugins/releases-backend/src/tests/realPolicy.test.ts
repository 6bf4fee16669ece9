import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogModuleStagedoor from '@stagedoor/plugin-catalog-backend-module-stagedoor';
import permissionModuleStagedoor from '@stagedoor/plugin-permission-backend-module-stagedoor';
import {
  releaseEnginesExtensionPoint,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import request from 'supertest';
import { actingAuthFactory } from '../__testUtils__/actingAuth';
import { createGitSource } from '../__testUtils__/createGitSource';
import { FakeEngine } from '../__testUtils__/FakeEngine';
import { organisation, releasesConfig } from '../__testUtils__/organisation';
import { releasesPermissionModule } from '../permissionModule';
import { releasesPlugin } from '../plugin';

jest.setTimeout(120_000);

/** The organisation as its teams write it: without relations, which the catalog finds out itself. */
const written: Entity[] = organisation.map(({ relations, ...entity }) => {
  const targets = (type: string) =>
    (relations ?? [])
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => targetRef);
  const [parent] = targets('childOf');
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        'backstage.io/managed-by-location': 'url:https://git.test/all',
        'backstage.io/managed-by-origin-location': 'url:https://git.test/all',
        ...entity.metadata.annotations,
      },
    },
    spec: {
      ...entity.spec,
      ...(entity.kind === 'User' && { memberOf: targets('memberOf') }),
      ...(entity.kind === 'Group' && parent && { parent }),
    },
  };
});

describe("releases under the platform's own policy and catalog", () => {
  let backend: TestBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const source = await createGitSource();
    const engineModule = createBackendModule({
      pluginId: 'releases',
      moduleId: 'fake',
      register(env) {
        env.registerInit({
          deps: { engines: releaseEnginesExtensionPoint },
          async init({ engines }) {
            engines.addEngine(new FakeEngine());
          },
        });
      },
    });
    const organisationModule = createBackendModule({
      pluginId: 'catalog',
      moduleId: 'organisation',
      register(env) {
        env.registerInit({
          deps: { processing: catalogProcessingExtensionPoint },
          async init({ processing }) {
            processing.addEntityProvider({
              getProviderName: () => 'organisation',
              connect: connection =>
                connection.applyMutation({
                  type: 'full',
                  entities: written.map(entity => ({ entity })),
                }),
            });
          },
        });
      },
    });
    const { host, port, user, password, database } =
      knex.client.config.connection;
    backend = await startTestBackend({
      features: [
        releasesPlugin,
        releasesPermissionModule,
        engineModule,
        catalogPlugin,
        catalogModuleStagedoor,
        organisationModule,
        permissionPlugin,
        permissionModuleStagedoor,
        permissionsServiceFactory,
        actingAuthFactory,
        eventsServiceFactory,
        createServiceFactory({
          service: releaseSourcesServiceRef,
          deps: {},
          factory: () => ({ locate: async () => source.location }),
        }),
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        mockServices.database.factory(),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: {
              baseUrl: 'http://localhost:7007',
              database: {
                client: 'pg',
                connection: { host, port, user, password, database },
                pluginDivisionMode: 'schema',
                ensureSchemaExists: true,
              },
            },
            // Nothing is ever stored there.
            stagedoor: { dataDirectory: source.location.gitDir },
            releases: releasesConfig,
            permission: {
              enabled: true,
              roles: [
                { role: 'platform-engineer', members: ['group:default/sre'] },
                { role: 'developer', members: ['group:default/engineering'] },
                { role: 'viewer', members: ['*'] },
              ],
            },
          },
        }),
      ],
    });
  });

  const call = (method: 'get' | 'post', path: string, who: string) =>
    request(backend.server)
      [method](`/api/releases${path}`)
      .set('Authorization', mockCredentials.user.header(`user:default/${who}`));
  const wish = {
    component: 'component:default/shop',
    environment: 'production',
    version: 'v1',
  };

  it('takes the catalog in, and finds the pipeline, its hosts and the owners', async () => {
    const deadline = Date.now() + 60_000;
    let blockers: string[] = ['nothing yet'];
    while (blockers.length > 0 && Date.now() < deadline) {
      const { body } = await call('post', '/previews', 'ana').send(wish);
      blockers = body.blockers ?? [body.error.message];
      await new Promise(resolve => setTimeout(resolve, 300));
    }
    expect(blockers).toEqual([]);
  });

  it('finds what a person owns through their groups, and what runs of it', async () => {
    const listOwn = async () =>
      (await call('get', '/deployments', 'ana').expect(200)).body;
    const deadline = Date.now() + 60_000;
    let own = await listOwn();
    while (own.total === 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 300));
      own = await listOwn();
    }
    expect(own).toMatchObject({ total: 1, items: [{ title: 'shop' }] });
    expect(own.items[0].environments[1]).toEqual({
      name: 'production',
      state: 'nothing',
      hosts: 3,
    });
    const { body: none } = await call('get', '/deployments', 'ben').expect(200);
    expect(none.items).toEqual([]);
  });

  it('lets owners ask, colleagues and SRE approve, and everybody see', async () => {
    for (const who of ['ben', 'finn']) {
      const { body, status } = await call('post', '/releases', who).send(wish);
      expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
    }
    const { body: release } = await call('post', '/releases', 'ana')
      .send(wish)
      .expect(201);
    expect(release.approvalRule.people).toEqual([
      'user:default/amir',
      'user:default/dan',
      'user:default/dara',
    ]);
    const approve = async (who: string) => {
      const { status } = await call(
        'post',
        `/releases/${release.id}/approvals`,
        who,
      ).send({ decision: 'approved', planHash: release.planHash });
      return status;
    };
    expect([await approve('ana'), await approve('ben')]).toEqual([403, 403]);
    expect([await approve('finn'), await approve('dan')]).toEqual([403, 200]);
    const { body: seen } = await call('get', `/releases/${release.id}`, 'finn');
    expect(['queued', 'running', 'succeeded']).toContain(seen.state);
  });
});

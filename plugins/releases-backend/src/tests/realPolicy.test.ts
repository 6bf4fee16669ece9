import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { TestDatabases } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogModuleStagedoor from '@stagedoor/plugin-catalog-backend-module-stagedoor';
import permissionModuleStagedoor from '@stagedoor/plugin-permission-backend-module-stagedoor';
import {
  actingAuthFactory,
  createOrganisationModule,
  untilIngested,
} from '@stagedoor/test-organisation';
import { organisation } from '../__testUtils__/organisation';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';
import { releasesPermissionModule } from '../permissionModule';

jest.setTimeout(120_000);

describe("releases under the platform's own policy and catalog", () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startReleasesBackend({
      databases,
      workers: 1,
      platform: {
        features: [
          releasesPermissionModule,
          catalogPlugin,
          catalogModuleStagedoor,
          createOrganisationModule(organisation),
          permissionPlugin,
          permissionModuleStagedoor,
          permissionsServiceFactory,
          actingAuthFactory,
          eventsServiceFactory,
        ],
        config: {
          app: { baseUrl: 'http://localhost:7007' },
          catalog: {
            stitchingStrategy: { pollingInterval: { milliseconds: 100 } },
          },
          permission: {
            enabled: true,
            roles: [
              { role: 'platform-engineer', members: ['group:default/sre'] },
              { role: 'developer', members: ['group:default/engineering'] },
              { role: 'viewer', members: ['*'] },
            ],
          },
        },
      },
    });
    await untilIngested(backend.backend, organisation);
  });

  const wish = {
    component: 'component:default/shop',
    environment: 'production',
    version: 'v1',
  };

  it('finds the pipeline, its hosts and the owners', async () => {
    const { body } = await backend.call('post', '/previews', 'ana').send(wish);
    expect(body.blockers).toEqual([]);
  });

  it('finds what a person owns through their groups, and what runs of it', async () => {
    const { body: own } = await backend
      .call('get', '/deployments', 'ana')
      .expect(200);
    expect(own).toMatchObject({ total: 1, items: [{ title: 'Web shop' }] });
    expect(own.items[0].environments[1]).toEqual({
      name: 'production',
      state: 'nothing',
      hosts: 3,
    });
    const { body: none } = await backend
      .call('get', '/deployments', 'ben')
      .expect(200);
    expect(none.items).toEqual([]);
  });

  it('lets owners ask, colleagues and SRE approve, and everybody see', async () => {
    for (const who of ['ben', 'finn']) {
      const { body, status } = await backend
        .call('post', '/releases', who)
        .send(wish);
      expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
    }
    const { body: release } = await backend
      .call('post', '/releases', 'ana')
      .send(wish)
      .expect(201);
    expect(release.approvalRule.people).toEqual([
      'user:default/amir',
      'user:default/dan',
      'user:default/dara',
    ]);
    const approve = async (who: string) => {
      const { status } = await backend
        .call('post', `/releases/${release.id}/approvals`, who)
        .send({ decision: 'approved', planHash: release.planHash });
      return status;
    };
    expect([await approve('ana'), await approve('ben')]).toEqual([403, 403]);
    expect([await approve('finn'), await approve('dan')]).toEqual([403, 200]);
    const { body: seen } = await backend.call(
      'get',
      `/releases/${release.id}`,
      'finn',
    );
    expect(['queued', 'running', 'succeeded']).toContain(seen.state);
  });
});

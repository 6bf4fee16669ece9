import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readObservabilityConfig } from './config/readObservabilityConfig';
import { registerActions } from './registerActions';
import { CatalogEntityLinksService } from './service/CatalogEntityLinksService';

function createRegistry() {
  const actionsRegistry = actionsRegistryServiceMock();
  const links = new CatalogEntityLinksService({
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'payments-api',
            annotations: { 'redmine.org/project': 'payments' },
            links: [{ url: 'data:,x' }],
          },
          spec: { type: 'service' },
        },
      ],
    }),
    config: readObservabilityConfig(
      mockServices.rootConfig({
        data: {
          observability: {
            tools: {
              redmine: { baseUrl: 'https://redmine.example' },
              zabbix: { baseUrl: 'https://zabbix.example' },
            },
          },
        },
      }),
    ),
    now: () => new Date('2026-05-01T10:00:00Z'),
  });
  registerActions({ actionsRegistry, links });
  return { actionsRegistry, links };
}

describe('get-entity-links', () => {
  const id = 'test:get-entity-links';
  const credentials = mockCredentials.user();

  it('answers as the HTTP API does', async () => {
    const { actionsRegistry, links } = createRegistry();
    const { output } = await actionsRegistry.invoke({
      id,
      input: { entityRef: 'payments-api', range: '24h', environment: 'dev' },
      credentials,
    });
    expect(output).toEqual(
      await links.getEntityLinks(
        {
          entityRef: {
            kind: 'component',
            namespace: 'default',
            name: 'payments-api',
          },
          query: { range: '24h', environment: 'dev' },
        },
        { credentials },
      ),
    );
    expect(JSON.stringify(output)).toContain('https://redmine.example/');
  });

  it('is declared to change nothing', async () => {
    const { actionsRegistry } = createRegistry();
    const { actions } = await actionsRegistry.list();
    expect(actions).toEqual([
      expect.objectContaining({
        id,
        attributes: { readOnly: true, destructive: false, idempotent: true },
      }),
    ]);
  });

  it.each([
    [{ entityRef: 'payments-api', from: '2026-05-01T10:00:00Z' }, /to: /],
    [{ entityRef: 'absent-api' }, /no entity component:default\/absent-api/],
    [{ entityRef: 'payments-api', environment: 'moon' }, /no environment/],
  ])('refuses %j as the HTTP API does', async (input, message) => {
    const { actionsRegistry } = createRegistry();
    await expect(
      actionsRegistry.invoke({ id, input, credentials }),
    ).rejects.toThrow(message);
  });
});

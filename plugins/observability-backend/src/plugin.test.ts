import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { entityLinksSchema } from '@stagedoor/plugin-observability-common';
import request from 'supertest';
import { observabilityPlugin } from './plugin';

const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments-api',
      annotations: { 'redmine.org/project': 'payments' },
      links: [{ url: 'data:text/html,x', title: 'Nice try' }],
    },
    spec: { type: 'service' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'secret-api' },
    spec: { type: 'service' },
  },
];

const observability = {
  tools: {
    redmine: { baseUrl: 'https://redmine.example' },
    loki: {
      baseUrl: 'https://grafana.example',
      datasource: 'loki',
      environmentLabel: 'env',
    },
  },
};

const links =
  '/api/observability/entities/component/default/payments-api/links';

/** Answers as the catalog does: what a person may not see is not there. */
function createCatalog() {
  const catalog = catalogServiceMock({ entities });
  return catalogServiceMock.mock({
    async getEntityByRef(ref, options) {
      const entity = await catalog.getEntityByRef(ref);
      const isAna =
        JSON.stringify(options).includes('user:default/ana.ruiz') ||
        entity?.metadata.name !== 'secret-api';
      return isAna ? entity : undefined;
    },
  });
}

async function startBackend(
  options: {
    config?: JsonObject;
    decision?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  } = {},
) {
  const { config = observability, decision = AuthorizeResult.ALLOW } = options;
  const { server } = await startTestBackend({
    features: [
      observabilityPlugin,
      createCatalog().factory,
      mockServices.rootConfig.factory({ data: { observability: config } }),
      mockServices.permissions.factory({ result: decision }),
    ],
  });
  return server;
}

const as = (user: string) => ({
  authorization: mockCredentials.user.header(`user:default/${user}`),
});

describe('observability plugin', () => {
  it('gives the links of an entity, as the API promises', async () => {
    const response = await request(await startBackend())
      .get(links)
      .query({ range: '6h', environment: 'staging' })
      .set(as('ben.okafor'));

    expect(response.status).toBe(200);
    const body = entityLinksSchema.parse(response.body);
    expect(body).toEqual(response.body);
    expect(body).toMatchObject({
      entityRef: 'component:default/payments-api',
      range: { preset: '6h' },
      environment: 'staging',
      environments: ['dev', 'staging', 'production'],
    });
    const length = Date.parse(body.range.to) - Date.parse(body.range.from);
    expect(length).toBe(6 * 3600_000);
    expect(body.groups).toEqual([
      {
        group: 'logs',
        links: [
          expect.objectContaining({
            title: 'Loki',
            status: 'missing',
            addAnnotation: {
              annotation: 'grafana.com/loki-labels',
              example: 'app=payments-api',
              yaml: 'metadata:\n  annotations:\n    grafana.com/loki-labels: "app=payments-api"\n',
            },
          }),
        ],
      },
      {
        group: 'issues',
        links: [
          {
            status: 'ok',
            title: 'Redmine',
            tool: 'Redmine',
            icon: 'issue',
            source: 'preset',
            url: 'https://redmine.example/projects/payments/issues?set_filter=1&status_id=o',
          },
        ],
      },
      {
        group: 'other',
        links: [expect.objectContaining({ status: 'refused' })],
      },
    ]);
    expect(response.text).not.toContain('text/html');
  });

  it('takes the last environment and the last hour where nothing is asked for', async () => {
    const { body } = await request(await startBackend())
      .get(links)
      .set(as('ben.okafor'));
    expect(body).toMatchObject({
      range: { preset: '1h' },
      environment: 'production',
    });
  });

  it.each([
    ['range=2h', /range: /],
    ['range=1h&range=6h', /range: /],
    ['range[]=1h', /range/],
    ['constructor[range]=1h', /Unrecognized key: "constructor"/],
    ['from=2026-05-01T10:00:00Z', /to: from and to belong together/],
    ['from=yesterday&to=today', /from: must be an ISO 8601 time/],
    [
      'range=1h&from=2026-05-01T10:00:00Z&to=2026-05-01T11:00:00Z',
      /range: use either/,
    ],
    [
      'from=2026-05-01T10:00:00Z&to=2026-05-01T10:00:00Z',
      /to: to must be later/,
    ],
    ['from=2020-05-01T10:00:00Z&to=2026-05-01T10:00:00Z', /at most 92 days/],
    ['environment=moon', /there is no environment "moon", only: dev/],
    ['environment=..%2f', /environment: /],
    ['limit=5', /Unrecognized key: "limit"/],
  ])('answers 400 to ?%s', async (query, message) => {
    const response = await request(await startBackend())
      .get(`${links}?${query}`)
      .set(as('ben.okafor'));
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({ name: 'InputError' });
    expect(response.body.error.message).toMatch(message);
  });

  it('lets nobody reach into a prototype', async () => {
    const { body } = await request(await startBackend())
      .get(`${links}?__proto__[range]=7d`)
      .set(as('ben.okafor'));
    expect(body.range.preset).toBe('1h');
    expect(Object.getPrototypeOf({})).not.toHaveProperty('range');
  });

  it('does not tell an entity that is hidden from one that does not exist', async () => {
    const server = await startBackend();
    const [hidden, absent, seen] = await Promise.all(
      [
        ['secret-api', 'ben.okafor'],
        ['absent-api', 'ben.okafor'],
        ['secret-api', 'ana.ruiz'],
      ].map(([name, user]) =>
        request(server).get(links.replace('payments-api', name)).set(as(user)),
      ),
    );
    expect(seen.status).toBe(200);
    expect(hidden.status).toBe(404);
    expect(hidden.text.replaceAll('secret-api', 'absent-api')).toBe(
      absent.text,
    );
  });

  it('answers 403 alike for every entity where links may not be read', async () => {
    const server = await startBackend({ decision: AuthorizeResult.DENY });
    const [existing, absent] = await Promise.all(
      ['payments-api', 'absent-api'].map(name =>
        request(server)
          .get(links.replace('payments-api', name))
          .set(as('ana.ruiz')),
      ),
    );
    expect(existing.status).toBe(403);
    expect(existing.text.replaceAll('payments-api', 'absent-api')).toBe(
      absent.text,
    );
  });

  it('answers 401 to a caller without credentials', async () => {
    const response = await request(await startBackend())
      .get(links)
      .set('authorization', mockCredentials.none.header());
    expect(response.status).toBe(401);
  });

  it('describes itself', async () => {
    const { body } = await request(await startBackend()).get(
      '/api/observability/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    const { get } = body.paths['/entities/{kind}/{namespace}/{name}/links'];
    expect(
      get.parameters.map((p: { name: string; in: string }) => [p.name, p.in]),
    ).toEqual([
      ['kind', 'path'],
      ['namespace', 'path'],
      ['name', 'path'],
      ['range', 'query'],
      ['from', 'query'],
      ['to', 'query'],
      ['environment', 'query'],
    ]);
    expect(get.parameters[3].schema).toEqual({
      type: 'string',
      enum: ['15m', '1h', '6h', '24h', '7d'],
    });
  });

  it('refuses to start with a template that leads elsewhere', async () => {
    const config = {
      ...observability,
      links: [{ title: 'L', group: 'logs', url: 'https://evil.example/' }],
    };
    await expect(startBackend({ config })).rejects.toThrow(
      /observability\.links\[0\]\.url: the host evil\.example/,
    );
  });
});

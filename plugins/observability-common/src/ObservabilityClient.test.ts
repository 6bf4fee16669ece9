import { ObservabilityClient } from './ObservabilityClient';

const answer = {
  entityRef: 'component:default/a',
  groups: [],
  range: { from: '2026-05-01T09:00:00Z', to: '2026-05-01T10:00:00Z' },
  environments: [],
};

function createClient(status: number, body: unknown) {
  const requested: string[] = [];
  const client = new ObservabilityClient({
    discoveryApi: { getBaseUrl: async id => `https://api.example/${id}` },
    fetchApi: {
      fetch: async input => {
        requested.push(String(input));
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      },
    },
  });
  return { client, requested };
}

const entityRef = { kind: 'component', namespace: 'default', name: 'a/../b' };

describe('ObservabilityClient', () => {
  it('asks for one entity, range and environment', async () => {
    const { client, requested } = createClient(200, answer);
    await expect(
      client.getEntityLinks(entityRef, {
        range: '1h',
        from: undefined,
        environment: 'dev',
      }),
    ).resolves.toEqual(answer);
    expect(requested).toEqual([
      'https://api.example/observability/entities/component/default/a%2F..%2Fb/links?range=1h&environment=dev',
    ]);
  });

  it('tells an error of the backend by its name', async () => {
    const error = { name: 'NotFoundError', message: 'There is no entity' };
    const { client } = createClient(404, {
      error,
      response: { statusCode: 404 },
    });
    await expect(client.getEntityLinks(entityRef)).rejects.toMatchObject({
      statusCode: 404,
      cause: error,
    });
  });

  it('refuses an answer whose addresses are not addresses', async () => {
    const link = {
      status: 'ok',
      title: 'x',
      tool: 'x',
      icon: 'link',
      source: 'entity',
      url: 'data:text/html,x',
    };
    const { client } = createClient(200, {
      ...answer,
      groups: [{ group: 'other', links: [link] }],
    });
    await expect(client.getEntityLinks(entityRef)).rejects.toThrow(/url/);
  });
});

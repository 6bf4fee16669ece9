import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { HttpRoute } from '@stagedoor/http-contract';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';
import { createContractRouter } from './createContractRouter';
import { readIdempotencyKey } from './readIdempotencyKey';

const none = z.strictObject({});
const routes = {
  get: {
    method: 'get',
    path: '/things/{id}',
    summary: 'Get',
    params: z.strictObject({ id: z.coerce.number().int() }),
    query: z.strictObject({ full: z.enum(['yes', 'no']).default('no') }),
    response: z.looseObject({}),
  },
  make: {
    method: 'post',
    path: '/things',
    summary: 'Make',
    params: none,
    query: none,
    body: z.strictObject({ name: z.string().max(10) }),
    response: z.looseObject({}),
    status: 201,
  },
  rename: {
    method: 'put',
    path: '/things/by-name/{name}',
    summary: 'Rename',
    params: z.strictObject({ name: z.string() }),
    query: none,
    body: z.strictObject({ name: z.string() }),
    response: z.looseObject({}),
  },
  stream: {
    method: 'get',
    path: '/stream',
    summary: 'Stream',
    params: none,
    query: none,
    response: none,
    responseType: 'text/event-stream',
  },
} as const satisfies Record<string, HttpRoute>;

describe('createContractRouter', () => {
  const app = express();
  const httpAuth = mockServices.httpAuth({
    defaultCredentials: mockCredentials.none(),
  });
  app.use(
    createContractRouter({
      routes,
      httpAuth,
      createOpenApi: () => ({ openapi: '3.1.0' }),
      bodyLimit: '1kb',
      handlers: {
        get: async ({ params, query }, { credentials }) => ({
          ...params,
          ...query,
          by: credentials.principal.type,
        }),
        make: async ({ body }, { request: req }) => ({
          ...body,
          key: readIdempotencyKey(req),
        }),
        rename: async ({ params }) => params,
      },
    }),
  );
  app.use(
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    }).error(),
  );
  const user = { Authorization: mockCredentials.user.header() };

  it('gives a handler what the contract promises, and answers as it says', async () => {
    const { body } = await request(app).get('/things/7').set(user).expect(200);
    expect(body).toEqual({ id: 7, full: 'no', by: 'user' });
    const made = await request(app)
      .post('/things')
      .set({ ...user, 'Idempotency-Key': 'k1' })
      .send({ name: 'a' })
      .expect(201);
    expect(made.body).toEqual({ name: 'a', key: 'k1' });
  });

  it('lets services in and strangers not, whatever they send', async () => {
    const service = await request(app)
      .get('/things/7')
      .set('Authorization', mockCredentials.service.header());
    const stranger = await request(app).get('/things/7');
    const worse = await request(app).post('/things').send('{').type('json');
    expect([service, stranger, worse].map(({ status }) => status)).toEqual([
      200, 401, 401,
    ]);
  });

  it.each<[string, object | string, RegExp]>([
    ['a field of the wrong type', { name: 1 }, /^name: /],
    ['an unknown field', { name: 'a', more: 1 }, /Unrecognized key.*more/],
    ['no body', '', /name|object/],
    ['NUL', { name: 'a\u0000' }, /^name: .*NUL/],
    ['half a character', '{"name":"\\ud800"}', /^name: .*half/],
    ['a prototype', '{"name":"a","__proto__":{"x":1}}', /__proto__/],
  ])('refuses %s, naming the field', async (_, sent, message) => {
    const { body } = await request(app)
      .post('/things')
      .set(user)
      .type('json')
      .send(typeof sent === 'string' ? sent : JSON.stringify(sent))
      .expect(400);
    expect(body.error.message).toMatch(message);
  });

  it('looks at a parameter although the body has a field of its name', async () => {
    const rename = (name: string) =>
      request(app)
        .put(`/things/by-name/${name}`)
        .set(user)
        .send({ name: 'good' });
    await rename('a').expect(200, { name: 'a' });
    const { body } = await rename('a%00').expect(400);
    expect(body.error.message).toMatch(/^name: .*NUL/);
  });

  it('refuses bodies that are too large or no JSON, and bad keys', async () => {
    const post = async (sent: string, key = 'k') => {
      const { status } = await request(app)
        .post('/things')
        .set({ ...user, 'Idempotency-Key': key })
        .type('json')
        .send(sent);
      return status;
    };
    const good = '{"name":"a"}';
    expect(await post(good)).toBe(201);
    expect(await post(JSON.stringify({ name: 'a'.repeat(2000) }))).toBe(413);
    expect(await post('{"name":')).toBe(400);
    for (const key of ['a b', 'a'.repeat(201), 'ä']) {
      expect(await post(good, key)).toBe(400);
    }
    const { status } = await request(app).get('/things/x').set(user);
    expect(status).toBe(400);
  });

  it('serves its description, and no stream', async () => {
    const { body } = await request(app).get('/openapi.json').expect(200);
    expect(body).toEqual({ openapi: '3.1.0' });
    await request(app).get('/stream').set(user).expect(404);
  });
});

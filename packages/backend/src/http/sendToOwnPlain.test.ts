import { once } from 'node:events';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import { sendToOwnPlain } from './sendToOwnPlain';

describe('answers', () => {
  const app = express();
  app.use(sendToOwnPlain);
  app.use(
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    }).compression(),
  );
  app.get('/', (_, response) => response.json('long '.repeat(1_000)));
  const server = http.createServer(app);

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  afterAll(async () => {
    await once(server.close(), 'close');
  });

  const askAs = async (userAgent: string, localAddress = '127.0.0.1') => {
    const { port } = server.address() as AddressInfo;
    const [answer] = await once(
      http.get({
        agent: false,
        headers: { 'Accept-Encoding': 'gzip', 'User-Agent': userAgent },
        localAddress,
        port,
      }),
      'response',
    );
    answer.resume();
    return answer.headers['content-encoding'];
  };

  it.each(['node', 'node-fetch'])('are plain for %s of our own', async name => {
    expect(await askAs(name)).toBeUndefined();
  });

  it.each([
    ['a browser, by way of a proxy here', 'Mozilla/5.0 (X11)', '127.0.0.1'],
    ['another program', 'nodemon', '127.0.0.1'],
    ['another machine', 'node', '127.0.0.2'],
  ])('are compressed for %s', async (_, name, address) => {
    expect(await askAs(name, address)).toBe('gzip');
  });
});

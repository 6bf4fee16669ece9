import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogMemberships, CatalogReads } from '@stagedoor/catalog-people';
import express from 'express';
import { Askers } from '../permissions/Askers';
import { auditLogDownloads } from './auditLogDownloads';

describe('the audit of a download', () => {
  it('is closed although whoever asked for it has left before it was opened', async () => {
    const auth = mockServices.auth();
    let enter = () => {};
    const opening = new Promise<void>(resolve => {
      enter = resolve;
    });
    let goOn = () => {};
    const gate = new Promise<void>(resolve => {
      goOn = resolve;
    });
    let close = (_: string) => {};
    const closed = new Promise<string>(resolve => {
      close = resolve;
    });
    const app = express();
    app.use(
      auditLogDownloads({
        askers: new Askers({
          auth,
          memberships: new CatalogMemberships(
            new CatalogReads({ auth, catalog: catalogServiceMock() }),
          ),
          permissions: mockServices.permissions(),
        }),
        auditor: mockServices.auditor.mock({
          createEvent: async () => {
            enter();
            await gate;
            return {
              success: async () => close('success'),
              fail: async () => close('fail'),
            };
          },
        }),
        httpAuth: mockServices.httpAuth(),
      }),
    );
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const leaving = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/releases/1/log/text`, {
      signal: leaving.signal,
    });
    await opening;
    leaving.abort();
    await expect(asked).rejects.toThrow('abort');
    const countConnections = () =>
      new Promise<number>(resolve =>
        server.getConnections((_, count) => resolve(count)),
      );
    while ((await countConnections()) > 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    goOn();
    expect(await closed).toBe('fail');
    server.close();
  });
});

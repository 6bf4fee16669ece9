import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AddressInfo } from 'node:net';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

describe('whoever follows logs', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('follows as many as the configuration allows, and reads all others', async () => {
    backend = await startReleasesBackend({
      databases,
      config: { log: { followers: { perUser: 1 } } },
    });
    const { id } = await backend.create('ana');
    const { port } = backend.backend.server.address() as AddressInfo;
    const stop = new AbortController();
    const ask = (path: string) =>
      fetch(`http://localhost:${port}/api/releases/releases/${id}/log${path}`, {
        headers: { Authorization: mockCredentials.user.header() },
        signal: stop.signal,
      });
    const answers = [
      await ask('/events'),
      await ask('/events'),
      await ask(''),
    ].map(({ status }) => status);
    stop.abort();
    expect(answers).toEqual([200, 503, 200]);
  });
});

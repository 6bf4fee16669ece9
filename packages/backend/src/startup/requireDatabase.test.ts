import { once } from 'node:events';
import { Server, createServer } from 'node:net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { requireDatabase } from './requireDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

function check(connection: JsonValue, timeoutMs?: number) {
  return requireDatabase(
    new ConfigReader({ backend: { database: { client: 'pg', connection } } }),
    timeoutMs,
  );
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  return address.port;
}

describe('requireDatabase', () => {
  let real: JsonObject;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, password } = knex.client.config.connection ?? {};
    real = { host, port: Number(port), user, password };
  });

  it('is content with a server that answers, also where the database is yet to be created', async () => {
    for (const connection of [
      { ...real, database: 'postgres' },
      { ...real, database: 'not_created_yet' },
      `postgresql://${real.user}:${real.password}@${real.host}:${real.port}/postgres`,
    ]) {
      await expect(check(connection)).resolves.toBeUndefined();
    }
  });

  it('leaves connections alone whose credentials a cloud hands out', async () => {
    await expect(
      check({ type: 'cloudsql', instance: 'project:region:instance' }),
    ).resolves.toBeUndefined();
  });

  it('names the address where nothing answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
    server.close();
    await expect(check({ ...real, host: '127.0.0.1', port })).rejects.toThrow(
      `Nothing answers at 127.0.0.1:${port}: is PostgreSQL running there? Its address is backend.database.connection.`,
    );
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const started = Date.now();
    await expect(
      check({ ...real, host: '127.0.0.1', port: portOf(server) }, 300),
    ).rejects.toThrow(
      'PostgreSQL does not answer in time: check backend.database.connection.',
    );
    expect(Date.now() - started).toBeLessThan(5_000);
    server.close();
  });

  it('says that the password is wrong, and not which one it was', async () => {
    const password = 'canary-secret';
    const checking = check({ ...real, password, database: 'postgres' });
    await expect(checking).rejects.toThrow(
      `PostgreSQL refused the password of '${real.user}': check backend.database.connection.`,
    );
    await expect(checking).rejects.not.toThrow(password);
  });

  it('says that the host name is unknown', async () => {
    await expect(check({ ...real, host: 'database.invalid' })).rejects.toThrow(
      "The host name 'database.invalid' is unknown: check backend.database.connection.",
    );
  });
});

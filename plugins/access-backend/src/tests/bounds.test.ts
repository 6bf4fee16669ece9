import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bastionToken } from '../__testUtils__/FakeAuthority';
import {
  AccessBackend,
  aWish,
  publicKey,
  startAccessBackend,
  until,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(60_000);

describe('what is asked for too much, or in another shape', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const bastion = `Bearer ${bastionToken}`;
  const session = '00000000-0000-4000-8000-000000000001';
  let backend: AccessBackend;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  afterAll(() => backend?.stop());

  const json = { 'Content-Type': 'application/json' };
  const deep = `${'['.repeat(25_000)}${']'.repeat(25_000)}`;

  it.each<[string, 'post', string, string, string, number]>([
    [
      ...(['10 MB from a person', 'post', '/requests', 'ana'] as const),
      ...([
        JSON.stringify({ ...aWish, reason: 'x'.repeat(10_000_000) }),
      ] as const),
      413,
    ],
    [
      ...([
        '10 MB from a bastion',
        'post',
        '/bastion/principals',
        bastion,
      ] as const),
      ...([JSON.stringify({ keyId: 'x'.repeat(10_000_000) })] as const),
      413,
    ],
    [
      ...(['10 MB as a chunk', 'post'] as const),
      ...([`/bastion/sessions/${session}/recording`, bastion] as const),
      ...([JSON.stringify({ lines: 'x'.repeat(10_000_000) })] as const),
      413,
    ],
    ['JSON a level too deep', 'post', '/requests', 'ana', deep, 400],
    ['JSON a level too deep', 'post', '/bastion/sessions', bastion, deep, 400],
    ['half of JSON', 'post', '/requests', 'ana', '{"hosts": [', 400],
    ['a list for an object', 'post', '/requests', 'ana', '[]', 400],
    [
      ...(['a prototype', 'post', '/requests', 'ana'] as const),
      `{"__proto__": {"state": "approved"}, "hosts": []}`,
      400,
    ],
    [
      ...(['an object for a text', 'post', '/requests', 'ana'] as const),
      JSON.stringify({ ...aWish, account: { $ne: 'root' } }),
      400,
    ],
    ...[-1, 0, 0.5, 1e9, '60', '1h;', null].map(
      (minutes): [string, 'post', string, string, string, number] => [
        ...([`${minutes} minutes`, 'post', '/requests', 'ana'] as const),
        ...([JSON.stringify({ ...aWish, minutes }), 400] as const),
      ],
    ),
    ...['0000-01-01T00:00:00Z', '9999-12-31T23:00:00-23:00', 'soon'].map(
      (startsAt): [string, 'post', string, string, string, number] => [
        ...([`${startsAt} as start`, 'post', '/requests', 'ana'] as const),
        ...([JSON.stringify({ ...aWish, startsAt }), 400] as const),
      ],
    ),
    [
      ...(['a thousand hosts', 'post', '/requests', 'ana'] as const),
      JSON.stringify({
        ...aWish,
        hosts: Array.from({ length: 1000 }, (_, i) => `host-${i}`),
      }),
      400,
    ],
  ])('is refused: %s', async (_, method, path, who, body, status) => {
    const answer = await backend.call(method, path, who, json).send(body);
    expect(answer.status).toBe(status);
  });

  it('is refused as form and as text, which a page of somebody else could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const { status } = await backend
        .call('post', '/requests', 'ana', { 'Content-Type': type })
        .send(JSON.stringify(aWish));
      expect([type, status]).toEqual([type, 400]);
    }
    const { status } = await backend
      .call('post', '/requests', 'ana', json)
      .send(JSON.stringify(aWish));
    expect(status).toBe(201);
  });

  it.each([
    '/requests?limit=1000000000',
    '/requests?limit=-1',
    '/requests?state[]=pending&state[]=nonsense',
    '/requests?requestedBy=a&requestedBy=b',
    '/grants?order=id;drop table grants',
    '/grants?holder=%00',
    '/sessions?grant=99999999999',
    '/grants/99999999999',
    '/requests?cursor=99999999999',
    '/holders?at=0000-01-01T00:00:00Z',
    '/holders?at=9999-12-31T23:00:00-23:00',
    '/sessions/..%2f..%2fetc%2fpasswd',
    '/sessions/%2e%2e/recording',
    `/sessions/${session}%00/recording`,
    `/sessions/${session}/recording/matches?search=`,
    `/sessions/${session}/recording/matches?search=${'x'.repeat(201)}`,
    `/sessions/${session}/recording/live?from=-1`,
  ])('is no question: %s', async path => {
    const { status } = await backend.call('get', path, 'dara');
    expect([400, 404]).toContain(status);
  });

  it('is no key of anybody, however large its number', async () => {
    const { id } = await backend.open();
    const { call, certify } = backend;
    const savedKey = 99_999_999_999;
    expect((await certify('ana', id, { savedKey })).status).toBe(400);
    expect((await call('delete', `/keys/${savedKey}`, 'ana')).status).toBe(400);
  });

  it('is refused: more requests of one person than anybody waits for', async () => {
    const { call, knex } = backend;
    const ask = () => call('post', '/requests', 'ben').send(aWish);
    const { body } = await ask().expect(201);
    await knex.raw(
      `INSERT INTO requests (state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at)
       SELECT state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at
       FROM requests, generate_series(1, 99) WHERE id = ?`,
      [body.id],
    );
    const refused = await ask().expect(409);
    expect(refused.body.error.message).toContain('take some of them back');
    await call('post', `/requests/${body.id}/cancellation`, 'ben').send({});
    await ask().expect(201);
  });

  it('is a time, however far from Greenwich', async () => {
    const soon = new Date(Date.now() + 60 * 60_000).toISOString();
    const startsAt = new Date(Date.parse(soon) + 23 * 60 * 60_000)
      .toISOString()
      .replace('Z', '+23:00');
    const { body } = await backend
      .call('post', '/requests', 'ana')
      .send({ ...aWish, startsAt })
      .expect(201);
    expect(body.startsAt).toBe(soon);
    await backend
      .call('get', `/holders?at=${encodeURIComponent(startsAt)}`, 'dara')
      .expect(200);
  });

  it('finds nothing and changes nothing: what is no more than text', async () => {
    const { body } = await backend
      .call('post', '/requests', 'ana')
      .send(aWish)
      .expect(201);
    const find = async (query: string) => {
      const { body: found } = await backend
        .call('get', `/requests?${query}`, 'dara')
        .expect(200);
      return found.items.map(({ id }: { id: number }) => id);
    };
    const ana = 'requestedBy=user:default/ana';
    expect(await find(`${ana}&__proto__[limit]=1`)).toContain(body.id);
    expect(await find(`${ana}' OR 1=1 --`)).toEqual([]);
    expect(await find('requestedBy=user:default/%25')).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('is not looked for any more once whoever searched has gone', async () => {
    const { audited, call, certify, dataDirectory, knex, open } = backend;
    const { id } = await open();
    const { details } = (await certify('ana', id)).body;
    const { body: begun } = await call(
      'post',
      '/bastion/sessions',
      bastion,
    ).send({
      ...{ serial: details.serial, keyId: details.keyId, host: 'prod-1' },
      ...{ interactive: true, from: '10.0.0.9', publicKey },
    });
    const lines = '[1,"o","what is searched"]\n';
    const sha256 = createHash('sha256').update(lines).digest('hex');
    await call('post', `/bastion/sessions/${begun.session}/recording`, bastion)
      .send({ sequence: 0, lines, sha256 })
      .expect(200);
    // Whoever gets as far as to what was said finds out that it was changed.
    const folder = join(dataDirectory, 'recordings');
    const files = await readdir(folder, { recursive: true });
    const file = files.find(name => name.endsWith(`${begun.session}.cast`));
    const path = join(folder, file ?? '');
    await writeFile(path, (await readFile(path, 'utf8')).replace('is', 'was'));
    const readState = async () => {
      const row = await knex('sessions').where({ id: begun.session }).first();
      return row.recording_state;
    };
    const searches = () =>
      audited.filter(entry => entry.startsWith('access-recording-search ok'));

    const waiting = await knex.transaction();
    await waiting.raw('LOCK TABLE recording_chunks');
    const { server } = backend.backend;
    const { port } = server.address() as AddressInfo;
    const search = get({
      ...{ port, agent: false },
      path: `/api/access/sessions/${begun.session}/recording/matches?search=x`,
      headers: {
        Authorization: mockCredentials.user.header('user:default/dara'),
      },
    }).on('error', () => {});
    const countConnections = promisify(server.getConnections.bind(server));
    const isReading = async () => {
      const { rows } = await knex.raw(
        `SELECT 1 FROM pg_stat_activity
          WHERE wait_event_type = 'Lock' AND query LIKE '%recording_chunks%'`,
      );
      return rows.length > 0;
    };
    await until(isReading);
    search.destroy();
    await until(async () => (await countConnections()) === 0);
    await waiting.commit();
    await until(() => searches().length === 1);
    expect(await readState()).toBe('recording');

    // The control.
    const again = `/sessions/${begun.session}/recording/matches?search=x`;
    await call('get', again, 'dara').expect(200);
    expect(await readState()).toBe('torn');
  });

  it('is not answered: whoever guesses at the token of a bastion', async () => {
    const knock = async (token: string) => {
      const call = backend.call('get', '/bastion/revocations', token);
      return (await call).status;
    };
    const statuses = new Set<number>();
    for (let i = 0; i < 60; i += 1) {
      statuses.add(await knock(`Bearer guess-${i}`));
    }
    expect([...statuses]).toEqual([401, 429]);
    // Whoever knows it is not kept out by that.
    expect(await knock(bastion)).toBe(200);
  });
});

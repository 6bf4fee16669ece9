import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { PinnedHost } from '@stagedoor/plugin-access-common';
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '../recordings/asciicast';
import { placeOf } from '../recordings/RecordingStore';
import { makeKey } from './__testUtils__/SshWorld';
import {
  SessionsBackend,
  startSessionsBackend,
} from './__testUtils__/startSessionsBackend';

jest.setTimeout(60_000);

const token = 'a-token-of-the-bastion-of-these-tests';
const otherToken = 'a-token-of-another-bastion-of-the-tests';

const host: PinnedHost = {
  ref: 'resource:default/prod-1',
  name: 'prod-1',
  address: 'prod-1.example:22',
  environment: 'production',
};

describe('sessions of bastions', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let directory: string;
  let platform: SessionsBackend;
  let key: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-sessions-'));
    chmodSync(directory, 0o700);
    key = makeKey(join(directory, 'key'));
    platform = await startSessionsBackend({
      knex: await databases.init('POSTGRES_18'),
      dataDirectory: directory,
      bastions: [
        { name: 'bastion-1', token },
        { name: 'bastion-2', token: otherToken },
      ],
      maxBytes: 300_000,
    });
  });

  afterAll(async () => {
    await platform?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function call(
    path: string,
    body?: object,
    options: { token?: string; method?: string } = {},
  ) {
    const response = await fetch(`${platform.url}/api/access/bastion${path}`, {
      method: options.method ?? 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${options.token ?? token}`,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function readCertificate() {
    const grant = await platform.grants.create({
      hosts: [host],
      account: 'deploy',
    });
    await platform.grants.issue(grant, key);
    const row = await platform
      .knex('certificates')
      .where({ grant_id: grant })
      .first();
    return { grant, serial: row.serial, keyId: row.key_id };
  }

  const question = (certificate: { serial: string; keyId: string }) => ({
    serial: certificate.serial,
    keyId: certificate.keyId,
    host: 'prod-1',
    interactive: true,
    from: '10.0.0.9',
    publicKey: key,
  });

  async function begin() {
    const certificate = await readCertificate();
    const { body, status } = await call('/sessions', question(certificate));
    expect(status).toBe(201);
    return { ...certificate, id: body.session as string, answer: body };
  }

  const chunk = (sequence: number, lines: string) => ({
    sequence,
    lines,
    sha256: hash(lines),
  });
  const output = (at: number, text: string) =>
    `${JSON.stringify([at, 'o', text])}\n`;

  const read = (id: string, range?: string) =>
    fetch(`${platform.url}/api/access/sessions/${id}/recording`, {
      headers: {
        Authorization: mockCredentials.user.header(),
        ...(range && { Range: range }),
      },
    });

  const find = async (id: string) => (await platform.sessions.reader.find(id))!;

  const fileOf = async (id: string) =>
    join(directory, 'recordings', placeOf(await find(id)));

  it('lets in only who shows a token', async () => {
    const { grant, keyId, serial } = await readCertificate();
    const { fingerprint } = await platform
      .knex('certificates')
      .where({ serial })
      .first();
    const asked = { user: 'jump', keyId, serial, fingerprint };
    const { body } = await call('/principals', asked);
    expect(body).toEqual({
      principals: [`grant-${grant}`],
      hosts: ['prod-1'],
    });
    expect(
      (await call('/principals', { ...asked, fingerprint: 'SHA256:x' })).body,
    ).toEqual({ principals: [], hosts: [] });
    for (const wrong of ['', 'x', `${token}x`, token.slice(1)]) {
      expect(
        await call('/revocations', undefined, { token: wrong, method: 'GET' }),
      ).toMatchObject({ status: 401 });
    }
    // Credentials of people are none of bastions.
    const response = await fetch(
      `${platform.url}/api/access/bastion/revocations`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    expect(response.status).toBe(401);
  });

  it('hands out a certificate for the one host, with what it takes to use it', async () => {
    const { answer, id } = await begin();
    expect(answer).toMatchObject({
      address: 'prod-1.example:22',
      hostKeyAlias: 'prod-1',
      account: 'deploy',
      knownHosts: expect.stringContaining('@cert-authority prod-1 '),
    });
    expect(answer.secondsLeft).toBeGreaterThan(3500);
    const file = join(directory, 'host-cert.pub');
    writeFileSync(file, answer.certificate);
    const shown = execFileSync('ssh-keygen', ['-L', '-f', file], {
      encoding: 'utf8',
    });
    expect(shown).toContain('host:prod-1:deploy');
    expect(shown).toContain(`session:${id}:`);
    const [row] = await platform.knex('certificates').where({ session_id: id });
    expect(shown).toContain(`Serial: ${row.serial}`);
  });

  it.each<[string, object, number]>([
    ['another host', { host: 'prod-2' }, 403],
    ['an option as host', { host: '-oProxyCommand=x' }, 400],
    ['a serial of nobody', { serial: '1' }, 403],
    ['the key id of somebody else', { keyId: 'grant:1:dara' }, 403],
    ['no key', { publicKey: 'x' }, 400],
    ['NUL in a command', { command: 'a\u0000b' }, 400],
    ['another field', { grant: 1 }, 400],
  ])('begins nothing for %s', async (_, change, status) => {
    const certificate = await readCertificate();
    expect(
      await call('/sessions', { ...question(certificate), ...change }),
    ).toMatchObject({ status });
    expect(
      await platform.knex('sessions').where({ grant_id: certificate.grant }),
    ).toEqual([]);
  });

  it('begins nothing once the grant is over', async () => {
    const certificate = await readCertificate();
    await platform.grants.revoke(certificate.grant);
    expect(await call('/sessions', question(certificate))).toMatchObject({
      status: 403,
    });
  });

  it('takes chunks in their order, each once, and keeps them as they were', async () => {
    const { id } = await begin();
    const first = chunk(0, output(0.1, 'grün €\r\n'));
    const second = chunk(1, output(0.2, 'b') + output(0.3, 'c'));
    const path = `/sessions/${id}/recording`;
    expect((await call(path, second)).status).toBe(409);
    expect((await call(path, first)).body).toMatchObject({ goOn: true });
    expect((await call(path, first)).body).toMatchObject({ goOn: true });
    expect((await call(path, chunk(0, output(0.1, 'x')))).status).toBe(409);
    expect((await call(path, { ...second, sha256: hash('x') })).status).toBe(
      400,
    );
    expect((await call(path, chunk(1, output(0.05, 'back')))).status).toBe(400);
    expect((await call(path, chunk(1, '[1,"i","typed"]\n'))).status).toBe(400);
    expect((await call(path, chunk(1, '[1,"o","half"]'))).status).toBe(400);
    expect((await call(path, second)).body).toMatchObject({ goOn: true });
    await call(`/sessions/${id}/end`, { exitCode: 0, chunks: 2 });

    expect((await find(id)).recording).toMatchObject({
      state: 'whole',
      seconds: 0.3,
    });
    const text = await (await read(id)).text();
    expect(text.split('\n').slice(1).join('\n')).toBe(
      first.lines + second.lines,
    );
    expect(text).toBe(readFileSync(await fileOf(id), 'utf8'));
  });

  it('keeps the session of one bastion from another', async () => {
    const { id } = await begin();
    const other = { token: otherToken };
    for (const [path, body] of [
      ['recording', chunk(0, output(1, 'x'))],
      ['heartbeat', {}],
      ['end', { chunks: 0 }],
    ] as const) {
      expect(await call(`/sessions/${id}/${path}`, body, other)).toMatchObject({
        status: 404,
      });
    }
    expect((await find(id)).state).toBe('active');
    expect((await call(`/sessions/${id}/heartbeat`)).body).toMatchObject({
      goOn: true,
    });
  });

  it('says that a session is over once its access is', async () => {
    const { grant, id } = await begin();
    await platform.grants.revoke(grant);
    expect((await call(`/sessions/${id}/heartbeat`)).body).toMatchObject({
      goOn: false,
    });
    // What was on its way is recorded all the same.
    expect(
      (await call(`/sessions/${id}/recording`, chunk(0, output(1, 'last'))))
        .body,
    ).toMatchObject({ goOn: false });
    await call(`/sessions/${id}/end`, { chunks: 1 });
    expect(await find(id)).toMatchObject({
      state: 'terminated',
      recording: { state: 'whole' },
    });
    expect(await (await read(id)).text()).toContain('last');
  });

  it('ends a session whose recording becomes too long', async () => {
    const { id } = await begin();
    const path = `/sessions/${id}/recording`;
    const long = 'x'.repeat(200_000);
    expect((await call(path, chunk(0, output(1, long)))).body.goOn).toBe(true);
    expect((await call(path, chunk(1, output(2, long)))).body).toMatchObject({
      goOn: false,
      message: expect.stringContaining('full'),
    });
    expect((await call(`/sessions/${id}/heartbeat`)).body.goOn).toBe(false);
    await call(`/sessions/${id}/end`, { chunks: 2 });
    expect(await find(id)).toMatchObject({
      state: 'terminated',
      endedBecause: expect.stringContaining('full'),
      recording: { state: 'torn' },
    });
  });

  it('says of a session that somebody ended who did, and not that its recording became too long', async () => {
    const { id } = await begin();
    const path = `/sessions/${id}/recording`;
    await platform.sessions.service.terminate(id, 'Enough', {
      ref: 'user:default/dara',
      credentials: mockCredentials.user(),
    });
    const { body } = await call(path, chunk(0, output(1, 'x'.repeat(300_000))));
    expect(body).toMatchObject({
      goOn: false,
      message: expect.stringContaining('Enough'),
    });
  });

  it('gives a session up of which nothing was heard', async () => {
    const { id } = await begin();
    await platform
      .knex('sessions')
      .where({ id })
      .update({ heard_at: platform.knex.raw("now() - interval '31 seconds'") });
    await platform.sessions.giveUp();
    const session = await find(id);
    expect(session).toMatchObject({
      state: 'lost',
      recording: { state: 'torn' },
    });
    // Who changes the recording after that, and the database with it, does not change this.
    const { bytes, chain } = session.recording;
    expect(platform.events.at(-1)).toMatchObject({
      eventId: 'access-session-lost',
      status: 'succeeded',
      meta: { session: id, recordingBytes: bytes, recordingChain: chain },
    });
    expect((await call(`/sessions/${id}/heartbeat`)).body.goOn).toBe(false);
  });

  describe('a recording', () => {
    async function record(chunks = 3) {
      const { id } = await begin();
      for (let i = 0; i < chunks; i += 1) {
        await call(
          `/sessions/${id}/recording`,
          chunk(i, output(i, `part-${i}\r\n`)),
        );
      }
      await call(`/sessions/${id}/end`, { exitCode: 0, chunks });
      return id;
    }

    it('can be read in parts', async () => {
      const id = await record();
      const whole = Buffer.from(await (await read(id)).arrayBuffer());
      for (const [range, start, end] of [
        ['bytes=0-0', 0, 1],
        ['bytes=10-99', 10, 100],
        ['bytes=-20', whole.length - 20, whole.length],
        [`bytes=${whole.length - 5}-`, whole.length - 5, whole.length],
        ['bytes=3-99999999', 3, whole.length],
      ] as const) {
        const response = await read(id, range);
        expect(response.status).toBe(206);
        expect(response.headers.get('content-range')).toBe(
          `bytes ${start}-${end - 1}/${whole.length}`,
        );
        const part = Buffer.from(await response.arrayBuffer());
        expect(part.equals(whole.subarray(start, end))).toBe(true);
      }
      expect((await read(id, `bytes=${whole.length}-`)).status).toBe(416);
      expect((await read(id, 'bytes=5-2')).status).toBe(200);
    });

    it.each<[string, (file: string) => void | Promise<void>]>([
      [
        'a byte that was changed',
        file =>
          writeFileSync(
            file,
            readFileSync(file, 'utf8').replace('part-2', 'part-X'),
          ),
      ],
      [
        'an end that is missing',
        async file =>
          truncate(file, readFileSync(file, 'utf8').indexOf('part-2')),
      ],
    ])('is shown up to a tear: %s', async (_, damage) => {
      const id = await record();
      await damage(await fileOf(id));
      const text = await (await read(id)).text();
      expect(text).toContain('part-1');
      expect(text).not.toMatch(/part-[2X]/);
      expect(JSON.parse(text.trimEnd().split('\n').at(-1)!)).toEqual([
        1,
        'm',
        expect.stringContaining('Torn'),
      ]);
      expect((await find(id)).recording).toMatchObject({ state: 'torn' });
    });

    it('that is gone is shown as an empty one, which says so', async () => {
      const id = await record();
      await rm(await fileOf(id));
      const lines = (await (await read(id)).text()).trimEnd().split('\n');
      expect(lines.map(line => JSON.parse(line))).toEqual([
        expect.objectContaining({ version: 2, title: 'deploy@prod-1' }),
        [0, 'm', expect.stringContaining('is gone')],
      ]);
      expect((await find(id)).recording).toMatchObject({
        state: 'torn',
        problem: 'The file of the recording is gone',
      });
    });

    it.each<[string, (id: string) => Promise<unknown>]>([
      [
        'ends with all its parts',
        id => call(`/sessions/${id}/end`, { exitCode: 0, chunks: 2 }),
      ],
      [
        'is given up',
        async id => {
          await platform
            .knex('sessions')
            .where({ id })
            .update({
              heard_at: platform.knex.raw("now() - interval '31 seconds'"),
            });
          await platform.sessions.giveUp();
        },
      ],
    ])(
      'that was torn while its session lived stays so when that %s',
      async (_, end) => {
        const { id } = await begin();
        const path = `/sessions/${id}/recording`;
        await call(path, chunk(0, output(0, 'part-0')));
        const file = await fileOf(id);
        writeFileSync(
          file,
          readFileSync(file, 'utf8').replace('part-0', 'part-X'),
        );
        await (await read(id)).text();
        const torn = {
          state: 'torn',
          problem: expect.stringContaining('Chunk 0 was changed'),
        };
        expect((await find(id)).recording).toMatchObject(torn);
        await call(path, chunk(1, output(1, 'part-1')));
        await end(id);
        const ended = await find(id);
        expect(ended.state).not.toBe('active');
        expect(ended.recording).toMatchObject(torn);
      },
    );

    it('is known to be torn when a chunk is taken out of the list, or changed with its hash', async () => {
      const id = await record();
      await platform
        .knex('recording_chunks')
        .where({ session_id: id, sequence: 2 })
        .delete();
      expect(await (await read(id)).text()).toContain('Torn');

      const forged = await record();
      const file = await fileOf(forged);
      writeFileSync(
        file,
        readFileSync(file, 'utf8').replace('part-0', 'part-X'),
      );
      await platform
        .knex('recording_chunks')
        .where({ session_id: forged, sequence: 0 })
        .update({ sha256: hash(output(0, 'part-X\r\n')) });
      expect(await (await read(forged)).text()).toContain('Torn');
    });

    it('says where a search ended that could not go on, and finds what comes before', async () => {
      const search = (id: string) =>
        platform.sessions.service.search(id, 'part', {
          ref: 'user:default/dara',
          credentials: mockCredentials.user(),
        });
      const cut = await record();
      const file = await fileOf(cut);
      await truncate(file, readFileSync(file, 'utf8').indexOf('part-2'));
      expect(await search(cut)).toMatchObject({
        items: [{ text: 'part-0' }, { text: 'part-1' }],
        tornAt: 1,
      });
      expect((await find(cut)).recording).toMatchObject({ state: 'torn' });

      const { id: stopped } = await begin();
      await call(
        `/sessions/${stopped}/recording`,
        chunk(0, output(4, 'part-0\r\n')),
      );
      await call(`/sessions/${stopped}/end`, { exitCode: 0, chunks: 2 });
      expect(await search(stopped)).toMatchObject({ tornAt: 4 });

      expect(await search(await record())).not.toHaveProperty('tornAt');
    });

    it('is not searched on for nobody, nor by one person many times at once', async () => {
      const id = await record();
      const search = (signal?: AbortSignal, who = 'dara') =>
        platform.sessions.service.search(
          id,
          'part',
          { ref: `user:default/${who}`, credentials: mockCredentials.user() },
          signal,
        );
      expect((await search()).items).toHaveLength(3);
      const { items } = await search(AbortSignal.abort());
      expect(items.length).toBeLessThan(3);

      const { knex } = platform;
      const waiting = await knex.transaction();
      await waiting.raw('LOCK TABLE recording_chunks');
      const searches = Array.from({ length: 4 }, () => search());
      await expect(Promise.all(searches)).rejects.toThrow(
        'You search 3 recordings already',
      );
      const other = search(undefined, 'eva');
      await waiting.commit();
      const results = await Promise.allSettled([...searches, other]);
      expect(
        results.filter(({ status }) => status === 'rejected'),
      ).toHaveLength(1);
      await expect(other).resolves.toMatchObject({ more: false });
      await expect(search()).resolves.toMatchObject({ more: false });
    });

    it('can be searched, and replays and searches are audited', async () => {
      const id = await record();
      const { items, more } = await platform.sessions.service.search(
        id,
        'PART-1',
        { ref: 'user:default/dara', credentials: mockCredentials.user() },
      );
      expect({ items, more }).toEqual({
        items: [{ at: 1, text: 'part-1' }],
        more: false,
      });
      await (await read(id)).text();
      expect(platform.events.slice(-2)).toEqual([
        expect.objectContaining({ eventId: 'access-recording-search' }),
        expect.objectContaining({
          eventId: 'access-recording-replay',
          status: 'succeeded',
        }),
      ]);
    });

    it('goes on where a platform that died in between had written more', async () => {
      const { id } = await begin();
      const path = `/sessions/${id}/recording`;
      await call(path, chunk(0, output(0, 'a')));
      writeFileSync(await fileOf(id), 'what nobody was promised', {
        flag: 'a',
      });
      await call(path, chunk(1, output(1, 'b')));
      await call(`/sessions/${id}/end`, { chunks: 2 });
      const text = await (await read(id)).text();
      expect(text).not.toContain('promised');
      expect(text).toContain(output(1, 'b'));
    });
  });

  it('lists sessions page by page, newest first', async () => {
    const first = await begin();
    const second = await begin();
    const asker = {
      ref: 'user:default/dara',
      credentials: mockCredentials.user(),
    };
    const page = await platform.sessions.service.list({ limit: 1 }, asker);
    expect(page.items.map(({ id }) => id)).toEqual([second.id]);
    const next = await platform.sessions.service.list(
      { limit: 1, cursor: page.nextCursor },
      asker,
    );
    expect(next.items.map(({ id }) => id)).toEqual([first.id]);
    for (const [names, count] of [
      [{ holder: 'Ana', host: 'default/Prod-1' }, 1],
      [{ holder: 'user:default/ana', host: 'resource:default/prod-1' }, 1],
      [{ holder: 'ben' }, 0],
    ] as const) {
      const { items } = await platform.sessions.service.list(
        { ...names, limit: 1 },
        asker,
      );
      expect(items).toHaveLength(count);
    }
    await expect(
      platform.sessions.service.list({ limit: 1, cursor: 'x' }, asker),
    ).rejects.toThrow('cursor');
  });
});

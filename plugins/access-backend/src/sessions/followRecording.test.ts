import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { appendFile, mkdtemp, rm, truncate } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '../recordings/asciicast';
import { until } from '../__testUtils__/startAccessBackend';
import { placeOf } from '../recordings/RecordingStore';
import { makeKey } from './__testUtils__/SshWorld';
import {
  SessionsBackend,
  startSessionsBackend,
} from './__testUtils__/startSessionsBackend';

jest.setTimeout(60_000);

const token = 'a-token-of-the-bastion-of-these-tests';

describe('a recording that is followed', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let directory: string;
  let platform: SessionsBackend;
  let key: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-follow-'));
    chmodSync(directory, 0o700);
    key = makeKey(join(directory, 'key'));
    platform = await startSessionsBackend({
      knex: await databases.init('POSTGRES_18'),
      dataDirectory: directory,
      bastions: [{ name: 'bastion-1', token }],
    });
  });

  afterAll(async () => {
    await platform?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function tell(path: string, body: object) {
    const response = await fetch(
      `${platform.url}/api/access/bastion/sessions${path}`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token}`,
        },
        body: JSON.stringify(body),
      },
    );
    return response.json();
  }

  /** A session that has just begun, and its bastion. */
  async function begin() {
    const grant = await platform.grants.create({
      account: 'deploy',
      hosts: [
        {
          ref: 'resource:default/prod-1',
          name: 'prod-1',
          address: 'prod-1.example:22',
          environment: 'production',
        },
      ],
    });
    await platform.grants.issue(grant, key);
    const { serial, key_id: keyId } = await platform
      .knex('certificates')
      .where({ grant_id: grant })
      .first();
    const { session } = await tell('', {
      ...{ serial, keyId, publicKey: key },
      ...{ host: 'prod-1', interactive: true, from: '10.0.0.9' },
    });
    let sequence = 0;
    return {
      id: session as string,
      async say(at: number, text: string) {
        const lines = `${JSON.stringify([at, 'o', text])}\n`;
        await tell(`/${session}/recording`, {
          ...{ sequence, lines, sha256: hash(lines) },
        });
        sequence += 1;
      },
      end: () => tell(`/${session}/end`, { exitCode: 0, chunks: sequence }),
      async file() {
        const found = await platform.sessions.reader.find(session);
        return join(directory, 'recordings', placeOf(found!));
      },
    };
  }

  const watch = (id: string, from = 0) =>
    fetch(
      `${platform.url}/api/access/sessions/${id}/recording/live?from=${from}`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );

  /** Reads until a text has come. */
  async function readUntil(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    text: string,
  ) {
    const decoder = new TextDecoder();
    let all = '';
    while (!all.includes(text)) {
      const { value, done } = await reader.read();
      if (done) {
        throw new Error(`It ended before "${text}": ${all}`);
      }
      all += decoder.decode(value, { stream: true });
    }
    return all;
  }

  it('brings what is said while it is said, ends with the session, and is the recording then', async () => {
    const session = await begin();
    await session.say(1, 'before');
    const response = await watch(session.id);
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const reader = response.body!.getReader();
    let seen = await readUntil(reader, 'before');
    await session.say(2, 'meanwhile');
    seen += await readUntil(reader, 'meanwhile');
    await session.say(3, 'at last');
    await session.end();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        break;
      }
      seen += new TextDecoder().decode(value);
    }
    const whole = await fetch(
      `${platform.url}/api/access/sessions/${session.id}/recording`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    expect(seen).toBe(await whole.text());
    expect(
      platform.events.filter(
        ({ eventId, meta }) =>
          eventId === 'access-recording-watch' &&
          JSON.stringify(meta).includes(session.id),
      ),
    ).toEqual([
      {
        eventId: 'access-recording-watch',
        status: 'succeeded',
        meta: expect.objectContaining({ from: 0, host: 'prod-1' }),
      },
    ]);
  });

  it('goes on where a reader was cut off', async () => {
    const session = await begin();
    await session.say(1, 'first');
    await session.say(2, 'second');
    await session.end();
    const whole = await (await watch(session.id)).text();
    const from = whole.indexOf('\n', whole.indexOf('first')) + 1;
    expect(await (await watch(session.id, from)).text()).toBe(
      '[2,"o","second"]\n',
    );
  });

  it('stops where it is torn, and says so', async () => {
    const session = await begin();
    await session.say(1, 'whole');
    const reader = (await watch(session.id)).body!.getReader();
    await readUntil(reader, 'whole');
    await session.say(2, 'lost');
    const file = await session.file();
    await truncate(file, 10);
    await appendFile(file, 'something else');
    // What was read before the file was changed may have been told already.
    const rest = await (await watch(session.id)).text();
    expect(rest.trimEnd().split('\n').at(-1)).toMatch(/"m","Torn: /);
    expect(
      (await platform.sessions.reader.find(session.id))?.recording,
    ).toEqual(expect.objectContaining({ state: 'torn' }));
    await reader.cancel();
  });

  it('frees the places of those who left before they were let in', async () => {
    const session = await begin();
    const { pathname, port } = new URL(
      `${platform.url}/api/access/sessions/${session.id}/recording/live`,
    );
    const blocking = await platform.knex.transaction();
    await blocking.raw('LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE');
    // As many as one person may watch at a time; all of them are gone while they are still looked at.
    for (let watcher = 0; watcher < 10; watcher += 1) {
      const gone = connect(Number(port), '127.0.0.1');
      await once(gone, 'connect');
      const head = [
        `GET ${pathname} HTTP/1.1`,
        'Host: localhost',
        `Authorization: ${mockCredentials.user.header()}`,
      ];
      await new Promise(done =>
        gone.write(`${head.join('\r\n')}\r\n\r\n`, done),
      );
      await fetch(`${platform.url}/api/access/bastion/revocations`);
      gone.destroy();
      await fetch(`${platform.url}/api/access/bastion/revocations`);
    }
    await blocking.rollback();
    const isLetIn = ({ eventId, meta }: { eventId: string; meta: object }) =>
      eventId === 'access-recording-watch' &&
      JSON.stringify(meta).includes(session.id);
    await until(() => platform.events.filter(isLetIn).length === 10);
    await until(async () => {
      const { body, status } = await watch(session.id);
      await body?.cancel();
      return status === 200;
    });
    const response = await watch(session.id);
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  it('lets nobody watch who may not, and none that does not exist', async () => {
    const { id } = await begin();
    const stranger = await fetch(
      `${platform.url}/api/access/sessions/${id}/recording/live`,
      { headers: { Authorization: mockCredentials.none.header() } },
    );
    expect(stranger.status).toBe(401);
    expect((await watch('0f8fad5b-d9cb-469f-a165-70867728950e')).status).toBe(
      404,
    );
  });
});

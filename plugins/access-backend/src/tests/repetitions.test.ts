import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AccessBackend,
  aWish,
  publicKey,
  startAccessBackend,
  until,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

type Method = 'post' | 'put';

describe('a command that is sent several times at once', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: AccessBackend;
  let keys = 0;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  afterAll(() => backend?.stop());

  function newKey(): string {
    keys += 1;
    return `key-${keys}`;
  }

  const send = (
    path: string,
    who: string,
    body: object,
    options: { key?: string; method?: Method } = {},
  ) =>
    backend
      .call(options.method ?? 'post', path, who, {
        'Idempotency-Key': options.key ?? newKey(),
      })
      .send(body);

  /** Four times under one key. All answers have to be the same, and are counted as one. */
  async function sendAtOnce(
    path: string,
    who: string,
    body: object,
    method?: Method,
  ) {
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => send(path, who, body, { key, method })),
    );
    const ids = answers.map(answer => [answer.status, answer.body.id]);
    expect(new Set(ids.map(String)).size).toBe(1);
    return { status: answers[0].status, body: answers[0].body };
  }

  const count = async (table: string, where: object) =>
    (await backend.knex(table).where(where)).length;

  const extension = { minutes: 30, reason: 'It takes longer than that' };

  it('is done once, and everybody hears the same', async () => {
    const before = await count('requests', {});
    const asked = await sendAtOnce('/requests', 'ana', aWish);
    expect(asked.status).toBe(201);
    expect(await count('requests', {})).toBe(before + 1);

    const { id } = asked.body;
    const edit = { ...aWish, minutes: 30, version: 1 };
    const edited = await sendAtOnce(`/requests/${id}`, 'ana', edit, 'put');
    expect(edited).toMatchObject({ status: 200, body: { version: 2 } });

    const approved = await sendAtOnce(`/requests/${id}/reviews`, 'amir', {
      decision: 'approved',
      version: 2,
    });
    expect(approved).toMatchObject({
      status: 200,
      body: { state: 'approved' },
    });
    expect(await count('grants', { request_id: id })).toBe(1);

    const { grant } = approved.body;
    const more = await sendAtOnce(
      `/grants/${grant}/extension`,
      'ana',
      extension,
    );
    expect(more.status).toBe(201);
    expect(await count('requests', { extends_grant: grant })).toBe(1);

    const taken = await sendAtOnce(
      `/requests/${more.body.id}/cancellation`,
      'ana',
      {},
    );
    expect(taken).toMatchObject({ status: 200, body: { state: 'cancelled' } });

    const revoked = await sendAtOnce(`/grants/${grant}/revocation`, 'dara', {
      comment: 'Stop',
    });
    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked' } });
    expect(await count('events', { grant_id: grant, event: 'revoke' })).toBe(1);

    const other = await backend.open();
    const returned = await sendAtOnce(`/grants/${other.id}/return`, 'ana', {});
    expect(returned).toMatchObject({ status: 200, body: { state: 'ended' } });
  });

  it('is one of several that ask for more time under other keys', async () => {
    const grant = await backend.open();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        send(`/grants/${grant.id}/extension`, 'ana', extension),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409,
    ]);
    expect(await count('requests', { extends_grant: grant.id })).toBe(1);
  });

  it('asks for no more time of a grant that is taken away at the same moment', async () => {
    const { id, request } = await backend.open();
    // As far as a request for more time comes before it commits.
    const asking = await backend.knex.transaction();
    await asking('grants').where({ id }).forUpdate().first('id');
    const revoked = send(`/grants/${id}/revocation`, 'dara', {
      comment: 'Stop',
    }).then(({ status }) => status);
    await waitForLocks(1);
    await asking.raw(
      `INSERT INTO requests (state, requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, expires_at, extends_grant)
       SELECT 'pending', requested_by, hosts, host_refs, host_owners, account, minutes, reason, rule, now() + interval '1 hour', :id
       FROM requests WHERE id = :request`,
      { id, request },
    );
    await asking.commit();
    expect(await revoked).toBe(200);
    const left = await backend.knex('requests').where({ extends_grant: id });
    expect(left.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('is refused where its key is used for something else at the same moment', async () => {
    const key = newKey();
    const answers = await Promise.all(
      [30, 60, 90, 120].map(minutes =>
        send('/requests', 'ana', { ...aWish, minutes }, { key }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409,
    ]);
  });

  it('waits for nobody who waits for it: a certificate, and the end of its grant under the same key', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { id } = await backend.open();
      const key = newKey();
      // Both get as far as their key, and go on at the same moment.
      const holding = await backend.knex.transaction();
      await holding('commands').insert(
        [key, `certificate ${key}`].map(taken => ({
          actor: 'user:default/ana',
          key: taken,
          command: 'x',
          request_hash: 'x',
        })),
      );
      const sent = [
        send(`/grants/${id}/return`, 'ana', {}, { key }),
        send(`/grants/${id}/certificates`, 'ana', { publicKey }, { key }),
      ].map(one => one.then(answer => answer.status));
      await waitForLocks(2);
      await holding.rollback();
      const [returned, certified] = await Promise.all(sent);
      expect(returned).toBe(200);
      expect([201, 403]).toContain(certified);
      const left = await backend
        .knex('certificates')
        .where({ grant_id: id })
        .whereNull('revoked_at');
      expect(left).toEqual([]);
    }
  });

  const waitForLocks = (wanted: number) =>
    until(async () => {
      const { rows } = await backend.knex.raw(
        `SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length >= wanted;
    });
});

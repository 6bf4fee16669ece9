import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AccessBackend,
  aWish,
  startAccessBackend,
  until,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(120_000);

describe('reviews', () => {
  let backend: AccessBackend;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const ref = (name: string) => `resource:default/${name}`;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
  });

  /** Lets somebody leave a group, or join one, until the test is over. */
  async function whileMember(
    name: string,
    groups: string[],
    act: () => Promise<void>,
  ): Promise<void> {
    const person = backend.entities.find(
      ({ kind, metadata }) => kind === 'User' && metadata.name === name,
    ) as Entity;
    const before = person.relations;
    person.relations = groups.map(targetRef => ({
      type: 'memberOf',
      targetRef,
    }));
    try {
      await act();
    } finally {
      person.relations = before;
    }
  }

  it.each(['ana', 'ANA', 'Ana'])(
    'of whoever asked count never, spelled %s',
    async who => {
      const request = await backend.ask('ana');
      const { body } = await backend.review(who, request).expect(403);
      expect(body.error.message).toContain('somebody else has to');
      await backend.review(who, request, { decision: 'denied' }).expect(403);
    },
  );

  it('of services, of what acts for people and of strangers count never', async () => {
    const { call, ask } = backend;
    const request = await ask('ana');
    const send = (header: string) =>
      call('post', `/requests/${request.id}/reviews`, header).send({
        decision: 'approved',
        version: 1,
      });
    await send(mockCredentials.service.header()).expect(403);
    await send(
      `Bearer ${mockCredentials.user.token('user:default/dan', { actor: { subject: 'plugin:mcp' } })}`,
    ).expect(403);
    const { body } = await backend.review('dan', request).expect(200);
    expect(body.state).toBe('approved');
  });

  it.each([
    ['owns the host alone', 'solo-1'],
    ['owns it through a group above theirs', 'loners-1'],
  ])('escalate where whoever asks %s', async (_, name) => {
    const { ask, call, review, told } = backend;
    const wish = { hosts: [ref(name)], minutes: 30 };
    const { body: preview } = await call('post', '/previews', 'sol')
      .send(wish)
      .expect(200);
    expect(preview).toMatchObject({
      rule: { escalated: true, people: ['user:default/chen'] },
      blockers: [],
    });
    const request = await ask('sol', wish);
    expect(told.at(-1)?.to).toMatchObject({
      entityRef: expect.arrayContaining(['group:default/platform']),
    });
    await review('sol', request).expect(403);
    await review('amir', request).expect(404);
    await review('chen', request).expect(200);
  });

  it('are impossible where the last platform engineer asks, who is told so', async () => {
    await whileMember('chen', ['group:default/solo'], async () => {
      const { body } = await backend
        .call('post', '/requests', 'sol')
        .send({ ...aWish, hosts: [ref('solo-1')] });
      // The platform's group still names chen, who has only moved to another one as well.
      expect(body.rule.people).toEqual(['user:default/chen']);
    });
    const { body, status } = await backend
      .call('post', '/requests', 'chen')
      .send({ ...aWish, hosts: [ref('solo-1')] });
    // Chen cannot, but sol can.
    expect([status, body.rule.people]).toEqual([201, ['user:default/sol']]);
  });

  it('need two people where the policy says two, and a person counts once', async () => {
    const { ask, read, review } = backend;
    const request = await ask('ana', { hosts: [ref('dual-1')] });
    const { body: first } = await review('amir', request).expect(200);
    expect(first).toMatchObject({ state: 'pending', waitsForMe: false });
    await review('amir', request).expect(200);
    expect((await read(request.id)).state).toBe('pending');
    await review('amir', request, { decision: 'denied' }).expect(409);
    const { body: second } = await review('dan', request).expect(200);
    expect(second.state).toBe('approved');
  });

  it('of somebody who has left meanwhile count no more', async () => {
    const { ask, read, review } = backend;
    const request = await ask('ana', { hosts: [ref('dual-1')] });
    await review('amir', request).expect(200);
    await whileMember('amir', [], async () => {
      const { body } = await review('dan', request).expect(200);
      expect(body.state).toBe('pending');
      const [amir, dan] = (await read(request.id)).reviews;
      expect([amir.counts.allowed, dan.counts.allowed]).toEqual([false, true]);
      await review('dara', request).expect(200);
    });
    expect((await read(request.id)).state).toBe('approved');
  });

  it('follow a host to its new owner', async () => {
    const { ask, entities, review } = backend;
    const request = await ask('ana', { hosts: [ref('dual-1')] });
    const host = entities.find(
      ({ metadata }) => metadata.name === 'dual-1',
    ) as Entity;
    const before = host.relations;
    host.relations = [{ type: 'ownedBy', targetRef: 'group:default/checkout' }];
    try {
      await review('amir', request).expect(403);
      // Whom the new owner brings in may see it from the moment at which somebody looked again.
      const { status } = await review('ben', request);
      expect(status).toBe(200);
    } finally {
      host.relations = before;
    }
  });

  it('are refused when whoever asked may hold nothing any more', async () => {
    const { ask, review } = backend;
    const request = await ask('ana');
    await whileMember('ana', [], async () => {
      const { body } = await review('dan', request).expect(409);
      expect(body.error.message).toContain('no role any more');
    });
    await review('dan', request, { decision: 'denied' }).expect(200);
  });

  it('are about one version: an edit voids them, and what was shown before cannot be approved', async () => {
    const { ask, call, read, review } = backend;
    const request = await ask('ana', { hosts: [ref('dual-1')] });
    await review('amir', request).expect(200);
    const edit = (who: string, version: number) =>
      call('put', `/requests/${request.id}`, who).send({
        ...aWish,
        hosts: [ref('dual-1')],
        minutes: 90,
        version,
      });
    await edit('amir', 1).expect(403);
    const { body: edited } = await edit('ana', 1).expect(200);
    expect(edited).toMatchObject({
      version: 2,
      minutes: 90,
      reviews: [{ version: 1, counts: { allowed: false } }],
    });
    await edit('ana', 1).expect(409);
    const { body } = await review('dan', request).expect(409);
    expect(body.error.message).toContain('Read it again');
    await review('dan', edited).expect(200);
    expect((await read(request.id)).state).toBe('pending');
    await review('amir', edited).expect(200);
    expect((await read(request.id)).state).toBe('approved');
  });

  it('are judged by the version that they are about, also when it comes into being meanwhile', async () => {
    const { ask, call, knex, review } = backend;
    // Amir may decide about hosts of payments, and not about the cart's.
    const request = await ask('ana', { hosts: [ref('prod-1')] });
    const other = await ask('ana', { hosts: [ref('cart-1')] });
    await call('get', `/requests/${other.id}`, 'amir').expect(404);
    const editing = await knex.transaction();
    await editing('requests').where({ id: request.id }).forUpdate();
    const foretold = review('amir', { id: request.id, version: 2 }).then(
      answer => answer,
    );
    const isWaiting = async () => {
      const { rows } = await knex.raw(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length > 0;
    };
    await Promise.race([foretold, until(isWaiting)]);
    await editing.raw(
      `UPDATE requests r SET version = 2, hosts = o.hosts, host_refs = o.host_refs, host_owners = o.host_owners,
          rule = o.rule FROM requests o WHERE r.id = ? AND o.id = ?`,
      [request.id, other.id],
    );
    await editing.commit();
    const { body, status } = await foretold;
    expect([status, body.error?.message]).toEqual([
      409,
      expect.stringContaining('Read it again'),
    ]);
    expect(await knex('grants').where({ request_id: request.id })).toEqual([]);
  });

  it('may shorten and drop hosts, never widen; the narrowest counts', async () => {
    const { ask, readGrant, review } = backend;
    const request = await ask('ana');
    const two = [ref('prod-1'), ref('prod-2')];
    await review('dan', request, { minutes: 90 }).expect(400);
    await review('dan', request, { hosts: [...two, ref('cart-1')] }).expect(
      400,
    );
    const { body } = await review('dan', request, {
      minutes: 15,
      hosts: [ref('prod-2')],
    }).expect(200);
    const grant = await readGrant(body.grant);
    expect(grant.hosts.map(({ name }) => name)).toEqual(['prod-2']);
    expect(Date.parse(grant.endsAt) - Date.parse(grant.startsAt)).toBe(
      15 * 60_000,
    );
  });

  it('end a request with one denial, for good', async () => {
    const { ask, call, review } = backend;
    const request = await ask('ana');
    await review('dan', request, { decision: 'denied', comment: 'no' }).expect(
      200,
    );
    await review('amir', request).expect(409);
    const { status } = await call(
      'post',
      `/requests/${request.id}/cancellation`,
      'ana',
    ).send({});
    expect(status).toBe(409);
  });

  it('repeated under one key are done once', async () => {
    const { ask, call, knex } = backend;
    const request = await ask('ana');
    const send = () =>
      call('post', `/requests/${request.id}/reviews`, 'dan', {
        'Idempotency-Key': `review-${request.id}`,
      }).send({ decision: 'approved', version: 1 });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const grants = await knex('grants').where({ request_id: request.id });
    expect(grants).toHaveLength(1);
    const make = () =>
      call('post', '/requests', 'ana', { 'Idempotency-Key': 'once' }).send(
        aWish,
      );
    const made = await Promise.all([make(), make()]);
    expect(made[0].body.id).toBe(made[1].body.id);
  });
});

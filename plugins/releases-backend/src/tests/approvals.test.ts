import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Release } from '@stagedoor/plugin-releases-common';
import { person } from '@stagedoor/test-organisation';
import { organisation } from '../__testUtils__/organisation';
import { startReleasesBackend } from '../__testUtils__/startReleasesBackend';
import { untilBlocked } from '../runner/__testUtils__/releases';

jest.setTimeout(120_000);

describe('approvals', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let release: Release;

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases });
  });
  beforeEach(async () => {
    release = await backend.create('ana');
  });
  afterEach(async () => {
    await backend.knex('releases').update({
      state: 'cancelled',
      finished_at: backend.knex.fn.now(),
    });
  });

  /** Why somebody's approval is refused; the release still waits then. */
  const explainRefusal = async (who: string): Promise<string> => {
    const { body, status } = await backend.decide(who, release);
    const { state } = await backend.read(release.id);
    return `${status} ${state}: ${body.error?.message}`;
  };
  const refused = (message: string) =>
    expect.stringMatching(new RegExp(`^403 awaiting_approval: .*${message}`));

  it('never count the requester, however written', async () => {
    expect(await explainRefusal('ana')).toEqual(
      refused('somebody else has to'),
    );
    for (const spelling of ['user:default/Ana', 'User:Default/ANA']) {
      expect(
        await explainRefusal(mockCredentials.user.header(spelling)),
      ).toEqual(refused('somebody else has to'));
    }
  });

  it('count a colleague of the owning team, and nobody of another team', async () => {
    expect(await explainRefusal('ben')).toEqual(
      refused('Production asks group:default/payments or'),
    );
    await backend.decide('amir', release).expect(200);
    expect((await backend.read(release.id)).state).toBe('queued');
  });

  it('count whoever belongs to a group below the one that is asked', async () => {
    await backend.decide('dan', release).expect(200);
    expect((await backend.read(release.id)).approvals).toEqual([
      expect.objectContaining({
        by: 'user:default/dan',
        counts: { allowed: true },
      }),
    ]);
  });

  it('come from people in person: no service, nothing that acts for somebody', async () => {
    expect(await explainRefusal(mockCredentials.service.header())).toEqual(
      refused('signed in themselves'),
    );
    expect(
      await explainRefusal(
        `Bearer ${mockCredentials.user.token('user:default/dara', {
          actor: { subject: 'plugin:mcp-actions' },
        })}`,
      ),
    ).toEqual(refused('signed in themselves'));
    await backend.decide('dara', release).expect(200);
  });

  it('are for people whose role lets them approve', async () => {
    expect(await explainRefusal('finn')).toEqual(
      refused('roles do not let you'),
    );
  });

  it('are one a person; saying the same again changes nothing, the opposite is refused', async () => {
    const dual = await backend.create('ana', { environment: 'dual' });
    await backend.decide('amir', dual).expect(200);
    await backend.decide('amir', dual).expect(200);
    await backend.decide('amir', dual, 'rejected').expect(409);
    const seen = await backend.read(dual.id);
    expect(seen).toMatchObject({
      state: 'awaiting_approval',
      approvalRule: { required: 2, given: 1 },
    });
    expect(seen.approvals).toHaveLength(1);
    await backend.decide('dan', dual).expect(200);
    expect((await backend.read(dual.id)).state).toBe('queued');
  });

  it('are bound to what was shown', async () => {
    const { body } = await backend
      .decide('dara', { id: release.id, planHash: 'something else' })
      .expect(409);
    expect(body.error.message).toMatch(/not what you were shown/);
    expect((await backend.read(release.id)).approvals).toEqual([]);
  });

  it('come too late once the request has expired', async () => {
    await backend
      .knex('releases')
      .where({ id: release.id })
      .update({ expires_at: new Date(Date.now() - 1000) });
    const { body } = await backend.decide('dara', release).expect(409);
    expect(body.error.message).toMatch(/has expired/);
    expect((await backend.read(release.id)).actions.approve).toEqual({
      allowed: false,
      reason: expect.any(String),
    });
  });

  it('cannot undo a rejection', async () => {
    await backend.decide('dara', release, 'rejected').expect(200);
    await backend.decide('dan', release).expect(409);
    expect(await backend.read(release.id)).toMatchObject({
      state: 'rejected',
      outcome: 'Rejected by user:default/dara',
    });
    expect(backend.told).toContainEqual({
      to: { type: 'entity', entityRef: 'user:default/ana' },
      title: 'Web shop v2 to production was rejected',
      link: `/releases/${release.id}`,
    });
  });

  it('are told of with the names that people know', async () => {
    await backend.decide('dara', release, 'rejected').expect(200);
    expect(backend.descriptions).toContain('Asked for by ana');
    expect(backend.descriptions).toContain('Rejected by dara');
    expect(backend.descriptions.join(' ')).not.toContain('user:default');
  });

  it('are asked for where they are needed, and the requester is left out', async () => {
    expect(backend.told).toContainEqual({
      to: {
        type: 'entity',
        entityRef: ['group:default/payments', 'group:default/sre'],
        excludeEntityRef: 'user:default/ana',
      },
      title: 'Web shop v2 to production waits for approval',
      link: `/releases/${release.id}`,
    });
    expect(backend.signals).toContainEqual({ release: release.id });
  });

  it('are written down with who tried and who did', async () => {
    backend.audited.length = 0;
    await backend.decide('ana', release).expect(403);
    await backend.decide('dara', release).expect(200);
    expect(backend.audited).toEqual([
      'release-decide NotAllowedError user:default/ana',
      'release-decide ok user:default/dara',
    ]);
  });

  it('are not asked for when nobody could give them, and it is said whom the policy asks', async () => {
    const lonely = backend.entities.filter(
      ({ metadata }) => metadata.name === 'payments',
    );
    const before = lonely.map(({ relations }) => relations);
    lonely.forEach(group => {
      group.relations = group.relations?.filter(
        ({ targetRef }) => targetRef !== 'user:default/amir',
      );
    });
    try {
      const wish = {
        component: 'component:default/shop',
        environment: 'newest',
        version: 'v1',
      };
      const { body } = await backend
        .call('post', '/previews', 'ana')
        .send(wish)
        .expect(200);
      expect(body.blockers).toEqual([
        expect.stringMatching(/Nobody could approve.*group:default\/payments/),
      ]);
      await backend.call('post', '/releases', 'ana').send(wish).expect(409);
    } finally {
      lonely.forEach((group, index) => {
        group.relations = before[index];
      });
    }
  });
});

describe('an approval before the start', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  /** Another replica, whose catalog says that dan has left his team. */
  const startWithoutDan = () =>
    startReleasesBackend({
      databases,
      knex: backend.knex,
      workers: 1,
      entities: organisation.map(entity =>
        entity.metadata.name === 'dan' ? person('dan') : entity,
      ),
    });

  it('no longer counts when the approver has left the group; another one can still approve', async () => {
    backend = await startReleasesBackend({ databases });
    const release = await backend.create('ana');
    await backend.decide('dan', release).expect(200);
    expect((await backend.read(release.id)).state).toBe('queued');

    const worker = await startWithoutDan();
    try {
      const sentBack = await worker.until(release.id, 'awaiting_approval');
      expect(sentBack.approvals).toEqual([
        expect.objectContaining({
          counts: {
            allowed: false,
            reason: expect.stringMatching(/Production asks/),
          },
        }),
      ]);
      expect(sentBack.timeline.at(-1)?.text).toMatch(
        /Waits for approval again: .*user:default\/dan does not count/,
      );
      await worker.decide('dara', release).expect(200);
      await worker.until(release.id, 'succeeded');
    } finally {
      await worker.stop();
    }
  });

  it('can be given again by whoever came back, and does not come back by itself', async () => {
    const { call, decide, read, entities } = backend;
    const release = await backend.create('ana', { version: 'v1' });
    await decide('dan', release).expect(200);
    const worker = await startWithoutDan();
    await worker.until(release.id, 'awaiting_approval');
    await worker.stop();
    expect(entities).toEqual(organisation);

    const seen = await read(release.id, 'dan');
    expect(seen).toMatchObject({
      approvalRule: { given: 0 },
      approvals: [
        {
          by: 'user:default/dan',
          counts: {
            allowed: false,
            reason: expect.stringMatching(/Production asks/),
          },
        },
      ],
      actions: { approve: { allowed: true } },
    });
    const { body } = await call('get', '/releases?waitsForMe=true', 'dan');
    expect(body.items).toMatchObject([{ id: release.id }]);
    expect((await read(release.id, 'ana')).actions.approve.allowed).toBe(false);
    await decide('ana', release).expect(403);

    await decide('dan', release).expect(200);
    expect(await read(release.id)).toMatchObject({
      state: 'queued',
      approvalRule: { given: 1 },
      approvals: [
        { by: 'user:default/dan', counts: { allowed: false } },
        { by: 'user:default/dan', counts: { allowed: true } },
      ],
    });
  });

  it('that did not count when another one was given can be given again as well', async () => {
    const { decide, read, entities } = backend;
    const dual = await backend.create('ana', { environment: 'dual' });
    await decide('dan', dual).expect(200);
    const index = entities.findIndex(({ metadata }) => metadata.name === 'dan');
    const [dan] = entities.splice(index, 1, person('dan'));
    await decide('amir', dual).expect(200);
    entities.splice(index, 1, dan);
    expect(await read(dual.id)).toMatchObject({
      state: 'awaiting_approval',
      approvalRule: { required: 2, given: 1 },
    });
    await decide('dan', dual).expect(200);
    expect((await read(dual.id)).state).toBe('queued');
  });

  it('counts once, also if it becomes void while it is given again', async () => {
    const { decide, knex, read } = backend;
    const dual = await backend.create('ana', {
      environment: 'dual',
      version: 'v1',
    });
    await decide('dan', dual).expect(200);
    const judging = await knex.transaction();
    await judging('releases').where({ id: dual.id }).forUpdate().first();
    const again = decide('dan', dual).then(({ status }) => status);
    await untilBlocked(knex);
    await judging('release_approvals')
      .where({ release_id: dual.id })
      .update({ void_reason: 'He had left' });
    await judging.commit();
    expect(await again).toBe(200);
    expect(await read(dual.id)).toMatchObject({
      state: 'awaiting_approval',
      approvalRule: { required: 2, given: 1 },
    });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { startReleasesBackend } from './__testUtils__/startReleasesBackend';

jest.setTimeout(120_000);

describe('releases, from the wish to the host', () => {
  let backend: Awaited<ReturnType<typeof startReleasesBackend>>;
  // Before the database is gone.
  afterAll(() => backend?.stop());
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    backend = await startReleasesBackend({ databases, workers: 2 });
  });

  it('releases, is refused by the requester, approved by another, rolled back, and tells everybody', async () => {
    const { call, create, decide, until, source } = backend;
    const first = await create('ana', {
      environment: 'production',
      version: 'v1',
    });
    expect(first).toMatchObject({
      state: 'awaiting_approval',
      approvalRule: {
        required: 1,
        given: 0,
        people: ['user:default/amir', 'user:default/dan', 'user:default/dara'],
      },
      plan: { hosts: [{ batch: 0 }, { batch: 1 }, { batch: 1 }] },
      steps: [{ title: 'Build' }, { title: 'Batch 0' }, { title: 'Batch 1' }],
      actions: { approve: { allowed: false } },
    });
    await decide('ana', first).expect(403);
    await decide('dara', first).expect(200);
    const done = await until(first.id, 'succeeded');
    expect(done.hostResults.map(({ runs }) => runs?.label)).toEqual([
      'v1',
      'v1',
      'v1',
    ]);

    const second = await create('ana', { version: 'v2' });
    await decide('amir', second).expect(200);
    await until(second.id, 'succeeded');
    const { body: matrix } = await call(
      'get',
      '/matrix?component=component:default/shop',
      'ana',
    ).expect(200);
    expect(
      matrix.environments.find(
        ({ name }: { name: string }) => name === 'production',
      ),
    ).toMatchObject({
      version: { label: 'v2' },
      behind: 2,
      by: 'user:default/ana',
      rollBackTargets: [{ version: { label: 'v1' }, from: 'package' }],
      actions: {
        release: { allowed: true },
        redeploy: { allowed: true },
        rollBack: { allowed: true },
      },
    });
    expect(
      matrix.environments.find(({ name }: { name: string }) => name === 'dev')
        .actions.redeploy.reason,
    ).toBe('Nothing has reached a host here yet');
    const back = await create('ana', {
      kind: 'rollback',
      version: source.commits.v1,
    });
    // No approval is needed to get out of trouble.
    expect(['queued', 'running']).toContain(back.state);
    const ended = await until(back.id, 'succeeded');
    expect(ended.hostResults[0].runs?.label).toBe('v1');
    expect(ended.plan.package?.digest).toBe(`digest-of-${source.commits.v1}`);
  });

  it('says what is wrong with a broken version, and tries again only where it is missing', async () => {
    const { call, create, engine, entities, until } = backend;
    engine.broken.add('broken');
    const failed = await create('ana', {
      environment: 'dev',
      version: 'broken',
    });
    const seen = await until(failed.id, 'failed');
    expect(seen).toMatchObject({
      outcome: expect.stringContaining('dev-1'),
      actions: { retry: { allowed: true }, cancel: { allowed: false } },
    });
    engine.broken.clear();
    // It may have failed because it was looked for in the wrong place.
    const host = entities.find(({ metadata }) => metadata.name === 'dev-1');
    host!.metadata.annotations!['stagedoor.dev/ssh-address'] = 'moved.test';
    const { body: again } = await call(
      'post',
      `/releases/${failed.id}/retry`,
      'ana',
    )
      .send({})
      .expect(201);
    expect(again).toMatchObject({
      retryOf: failed.id,
      plan: {
        package: { digest: `digest-of-${seen.version.commit}` },
        hosts: [{ name: 'dev-1', address: 'moved.test:22', batch: 0 }],
      },
    });
    await until(again.id, 'succeeded');
    await call('post', `/releases/${again.id}/retry`, 'ana')
      .send({})
      .expect(409);
  });

  it('lets an agent try again for a person, once however often it asks', async () => {
    const { call, create, engine, until } = backend;
    engine.broken.add('broken');
    const failed = await create('ana', {
      environment: 'dev',
      version: 'broken',
    });
    await until(failed.id, 'failed');
    engine.broken.clear();
    const retry = (who: string) =>
      call(
        'post',
        '/.backstage/actions/v1/actions/releases:retry-release/invoke',
        who,
      ).send({ id: failed.id, idempotencyKey: 'again' });

    await retry('nobody').expect(404);
    const { body: first } = await retry('ana').expect(200);
    const { body: second } = await retry('ana').expect(200);
    expect(second.output.id).toBe(first.output.id);
    expect(await until(first.output.id, 'succeeded')).toMatchObject({
      retryOf: failed.id,
      hosts: { total: 1, done: 1 },
    });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  addRelease,
  listHosts,
  listSteps,
  openDatabase,
  readWholeLog,
  requestCancel,
  until,
  untilEnded,
} from './__testUtils__/releases';
import { listActs, ScriptedEngine } from './__testUtils__/ScriptedEngine';
import { TestWorker } from './__testUtils__/TestWorker';

jest.setTimeout(60_000);

describe('a worker', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let workers: TestWorker[] = [];

  function work(
    options: Partial<ConstructorParameters<typeof TestWorker>[0]> = {},
  ) {
    const engine = options.engine ?? new ScriptedEngine(knex);
    const worker = new TestWorker({ ...options, knex, engine });
    workers.push(worker);
    return worker;
  }

  beforeEach(async () => {
    knex = await openDatabase(databases);
  });

  afterEach(async () => {
    await Promise.all(workers.map(worker => worker.stop()));
    workers = [];
  });

  it('carry out a release step by step', async () => {
    const worker = work();
    const id = await addRelease(knex);
    const release = await untilEnded(knex, id);
    expect(release).toMatchObject({
      state: 'succeeded',
      outcome: '4 hosts run v1.2.0',
      undo: null,
    });
    expect(await listSteps(knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 succeeded 1',
      'batch-2 succeeded 1',
    ]);
    expect(await listHosts(knex, id)).toEqual([
      'prod-1 verified',
      'prod-2 verified',
      'prod-3 verified',
      'prod-4 verified',
    ]);
    const log = await readWholeLog(knex, id);
    expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
    expect(log[0]).toMatchObject({ step: 'build', text: 'Build begins' });
    expect(worker.announced.at(0)).toEqual({ release: id, state: 'running' });
    expect(worker.announced.at(-1)).toEqual({
      release: id,
      state: 'succeeded',
    });
    expect(await listActs(knex, id)).toHaveLength(1 + 2 * 4);
  });

  it('put every switched host back to its own version when a host fails', async () => {
    const before = await addRelease(knex, { hosts: ['prod-1', 'prod-2'] });
    const first = work();
    await untilEnded(knex, before);
    await first.stop();
    const worker = work({
      engine: new ScriptedEngine(knex, { broken: ['prod-3'] }),
    });
    const id = await addRelease(knex);
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'failed',
      undo: 'done',
      undo_cause: 'failed',
      outcome: 'prod-3 answers 500 instead of 200. 3 hosts were put back',
    });
    expect(await listSteps(knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 succeeded 1',
      'batch-2 failed 1',
      'undo succeeded 1',
    ]);
    expect(await listHosts(knex, id)).toEqual([
      'prod-1 rolled_back',
      'prod-2 rolled_back',
      'prod-3 rolled_back',
      'prod-4 untouched',
    ]);
    const live = await knex('live_hosts').orderBy('host_name');
    expect(
      live.map(row => [row.host_name, row.release_id, row.by_ref, row.certain]),
    ).toEqual([
      ['prod-1', before, 'user:default/ana.ruiz', true],
      ['prod-2', before, 'user:default/ana.ruiz', true],
      ['prod-3', null, null, true],
    ]);
    expect(worker.announced.at(-1)).toEqual({ release: id, state: 'failed' });
    expect((await readWholeLog(knex, id)).map(({ text }) => text)).toContain(
      'prod-3 answers 500 instead of 200',
    );
  });

  it('stop between two steps when somebody cancels', async () => {
    let reason: unknown;
    work({
      engine: new ScriptedEngine(knex, {
        during: async (point, context) => {
          if (point === 'batch-1') {
            await requestCancel(knex, context.release);
            await aborted(context.signal);
            reason = context.signal.reason;
          }
        },
      }),
    });
    const id = await addRelease(knex);
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'cancelled',
      outcome: 'Cancelled by user:default/ben.okafor: wrong version',
    });
    expect(reason).toMatchObject({
      name: 'CancelledError',
      message: 'Cancelled by user:default/ben.okafor: wrong version',
    });
    expect(await listSteps(knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 cancelled 1',
      'batch-2 skipped 0',
      'undo skipped 1',
    ]);
    const events = await knex('release_events').where({ release_id: id });
    expect(events.at(-1)).toMatchObject({
      event: 'cancel',
      by_ref: 'user:default/ben.okafor',
      from_state: 'running',
      to_state: 'cancelled',
    });
  });

  it('keep verified hosts and put back the one in the middle when somebody cancels during a step', async () => {
    work({
      engine: new ScriptedEngine(knex, {
        during: async (point, context) => {
          if (point === 'before-switch:prod-3') {
            await requestCancel(knex, context.release);
            await aborted(context.signal);
            throw context.signal.reason;
          }
        },
      }),
    });
    const id = await addRelease(knex);
    expect(await untilEnded(knex, id)).toMatchObject({ state: 'cancelled' });
    expect(await listHosts(knex, id)).toEqual([
      'prod-1 verified',
      'prod-2 verified',
      'prod-3 rolled_back',
      'prod-4 untouched',
    ]);
  });

  it('see a wish to cancel that came while nobody carried the release out', async () => {
    const id = await addRelease(knex);
    const dying = work({ dieAt: point => point === 'step-recorded:build' });
    await untilStep(id, 'build succeeded 1');
    await requestCancel(knex, id);
    await dying.stop();
    work();
    expect(await untilEnded(knex, id)).toMatchObject({ state: 'cancelled' });
    expect(await listActs(knex, id)).toEqual(['build']);
  });

  it('end a release as errored when the platform itself breaks', async () => {
    work({
      engine: new ScriptedEngine(knex, {
        during: async point => {
          if (point === 'batch-1') {
            throw new TypeError('undefined is not a function');
          }
        },
      }),
    });
    const id = await addRelease(knex);
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'errored',
      outcome:
        "Stagedoor could not go on with 'Batch 1': undefined is not a function",
    });
  });

  it('end a release at once that no engine can carry out, or whose plan cannot be read', async () => {
    const id = await addRelease(knex, { state: 'awaiting_approval' });
    await knex('releases')
      .where({ id })
      .update({ plan: '{}', state: 'queued' });
    work();
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'errored',
      outcome: expect.stringContaining('cannot read its plan'),
    });
  });

  it('give up a step that was begun five times', async () => {
    const id = await addRelease(knex);
    for (let count = 0; count < 5; count++) {
      const worker = work({
        leaseSeconds: 0.5,
        dieAt: point => point === 'step-started:batch-1',
      });
      await untilStep(id, `batch-1 running ${count + 1}`);
      await worker.stop();
    }
    work();
    expect(await untilEnded(knex, id)).toMatchObject({
      state: 'errored',
      outcome: "'Batch 1' was begun 5 times and never ended",
    });
  });

  async function untilStep(id: number, step: string) {
    await until(async () => (await listSteps(knex, id)).includes(step));
  }
});

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise(resolve => signal.addEventListener('abort', resolve));
  }
}

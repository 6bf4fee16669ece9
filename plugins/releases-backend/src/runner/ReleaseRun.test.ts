import { EventEmitter, once } from 'node:events';
import {
  addRelease,
  endLease,
  listHosts,
  listSteps,
  readWholeLog,
  requestCancel,
  until,
  untilEnded,
} from './__testUtils__/releases';
import { listActs } from './__testUtils__/ScriptedEngine';
import { useWorkers } from './__testUtils__/useWorkers';

jest.setTimeout(180_000);

describe('a worker', () => {
  const here = useWorkers();

  it('carry out a release step by step', async () => {
    const worker = here.work();
    const id = await addRelease(here.knex);
    const release = await untilEnded(here.knex, id);
    expect(release).toMatchObject({
      state: 'succeeded',
      outcome: '4 hosts run v1.2.0',
      undo: null,
    });
    expect(await listSteps(here.knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 succeeded 1',
      'batch-2 succeeded 1',
    ]);
    expect(await listHosts(here.knex, id)).toEqual([
      'prod-1 verified',
      'prod-2 verified',
      'prod-3 verified',
      'prod-4 verified',
    ]);
    const log = await readWholeLog(here.knex, id);
    expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
    expect(log[0]).toMatchObject({ step: 'build', text: 'Build begins' });
    expect(worker.announced.at(0)).toEqual({ release: id, state: 'running' });
    expect(worker.announced.at(-1)).toEqual({
      release: id,
      state: 'succeeded',
    });
    expect(await listActs(here.knex, id)).toHaveLength(1 + 2 * 4);
  });

  it('put every switched host back to its own version when a host fails', async () => {
    const before = await addRelease(here.knex, { hosts: ['prod-1', 'prod-2'] });
    const first = here.work();
    await untilEnded(here.knex, before);
    await first.stop();
    const worker = here.work({
      script: { broken: ['prod-3'] },
    });
    const id = await addRelease(here.knex);
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'failed',
      undo: 'done',
      undo_cause: 'failed',
      outcome: 'prod-3 answers 500 instead of 200. 3 hosts were put back',
    });
    expect(await listSteps(here.knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 succeeded 1',
      'batch-2 failed 1',
      'undo succeeded 1',
    ]);
    expect(await listHosts(here.knex, id)).toEqual([
      'prod-1 rolled_back',
      'prod-2 rolled_back',
      'prod-3 rolled_back',
      'prod-4 untouched',
    ]);
    const live = await here.knex('live_hosts').orderBy('host_name');
    expect(
      live.map(row => [row.host_name, row.release_id, row.by_ref, row.certain]),
    ).toEqual([
      ['prod-1', before, 'user:default/ana.ruiz', true],
      ['prod-2', before, 'user:default/ana.ruiz', true],
      ['prod-3', null, null, true],
    ]);
    expect(worker.announced.at(-1)).toEqual({ release: id, state: 'failed' });
    expect(
      (await readWholeLog(here.knex, id)).map(({ text }) => text),
    ).toContain('prod-3 answers 500 instead of 200');
  });

  it('stop between two steps when somebody cancels', async () => {
    let reason: unknown;
    here.work({
      script: {
        during: async (point, context) => {
          if (point === 'batch-1') {
            await requestCancel(here.knex, context.release);
            await aborted(context.signal);
            reason = context.signal.reason;
          }
        },
      },
    });
    const id = await addRelease(here.knex);
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'cancelled',
      outcome: 'Cancelled by user:default/ben.okafor: wrong version',
    });
    expect(reason).toMatchObject({
      name: 'CancelledError',
      message: 'Cancelled by user:default/ben.okafor: wrong version',
    });
    expect(await listSteps(here.knex, id)).toEqual([
      'build succeeded 1',
      'batch-1 cancelled 1',
      'batch-2 skipped 0',
      'undo skipped 1',
    ]);
    const events = await here.knex('release_events').where({ release_id: id });
    expect(events.at(-1)).toMatchObject({
      event: 'cancel',
      by_ref: 'user:default/ben.okafor',
      from_state: 'running',
      to_state: 'cancelled',
    });
  });

  it('keep verified hosts and put back the one in the middle when somebody cancels during a step', async () => {
    here.work({
      script: {
        during: async (point, context) => {
          if (point === 'before-switch:prod-3') {
            await requestCancel(here.knex, context.release);
            // As most of Node does that takes a signal.
            await once(new EventEmitter(), 'never', {
              signal: context.signal,
            });
          }
        },
      },
    });
    const id = await addRelease(here.knex);
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'cancelled',
      outcome:
        'Cancelled by user:default/ben.okafor: wrong version. 1 hosts were put back',
    });
    expect(await listHosts(here.knex, id)).toEqual([
      'prod-1 verified',
      'prod-2 verified',
      'prod-3 rolled_back',
      'prod-4 untouched',
    ]);
  });

  it('see a wish to cancel that came while nobody carried the release out', async () => {
    const id = await addRelease(here.knex);
    const dying = here.work({
      dieAt: point => point === 'step-recorded:build',
    });
    await untilStep(id, 'build succeeded 1');
    await requestCancel(here.knex, id);
    await dying.stop();
    await endLease(here.knex, id);
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'cancelled',
    });
    expect(await listActs(here.knex, id)).toEqual(['build']);
  });

  it('end a release as errored when the platform itself breaks', async () => {
    here.work({
      script: {
        during: async point => {
          if (point === 'batch-1') {
            throw new TypeError('undefined is not a function');
          }
        },
      },
    });
    const id = await addRelease(here.knex);
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'errored',
      outcome:
        "Stagedoor could not go on with 'Batch 1': undefined is not a function",
    });
  });

  it('end a release at once that no engine can carry out, or whose plan cannot be read', async () => {
    const id = await addRelease(here.knex, { state: 'awaiting_approval' });
    await here
      .knex('releases')
      .where({ id })
      .update({ plan: '{}', state: 'queued' });
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'errored',
      outcome: expect.stringContaining('cannot read its plan'),
    });
  });

  it('give up a step that was begun five times', async () => {
    const id = await addRelease(here.knex);
    for (let count = 0; count < 5; count++) {
      const worker = here.work({
        dieAt: point => point === 'step-started:batch-1',
      });
      await untilStep(id, `batch-1 running ${count + 1}`);
      await worker.stop();
      await endLease(here.knex, id);
    }
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'errored',
      outcome: "'Batch 1' was begun 5 times and never ended",
    });
  });

  it('go on with a step however often its workers were told to stop, and count what is lost all the same', async () => {
    const hold = {
      during: async (point: string, { signal }: { signal: AbortSignal }) => {
        if (point === 'batch-1') {
          await aborted(signal);
          throw signal.reason;
        }
      },
    };
    const id = await addRelease(here.knex);
    for (let count = 1; count <= 6; count++) {
      const worker = here.work({ script: hold });
      await untilStep(id, `batch-1 running ${count}`);
      await worker.stop();
    }
    for (let count = 7; count <= 11; count++) {
      const worker = here.work({ script: hold });
      await untilStep(id, `batch-1 running ${count}`);
      await worker.kill();
      await endLease(here.knex, id);
    }
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'errored',
      outcome: "'Batch 1' was begun 11 times and never ended",
    });
  });

  it('give up a step that tells its workers to stop again and again', async () => {
    const id = await addRelease(here.knex);
    const worker = here.work({
      dieAt: point => point === 'step-started:batch-1',
    });
    await untilStep(id, 'batch-1 running 1');
    await worker.stop();
    await here
      .knex('release_steps')
      .where({ release_id: id, key: 'batch-1' })
      .update({ attempt: 50, handed_over: 50 });
    await endLease(here.knex, id);
    here.work();
    expect(await untilEnded(here.knex, id)).toMatchObject({
      state: 'errored',
      outcome: "'Batch 1' was begun 50 times and never ended",
    });
  });

  async function untilStep(id: number, step: string) {
    await until(async () => (await listSteps(here.knex, id)).includes(step));
  }
});

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise(resolve => signal.addEventListener('abort', resolve));
  }
}

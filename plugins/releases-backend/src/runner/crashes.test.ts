import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  addRelease,
  openDatabase,
  readWholeLog,
  untilEnded,
} from './__testUtils__/releases';
import { notifyWake } from '../wake/releaseWake';
import {
  listActs,
  Script,
  ScriptedEngine,
} from './__testUtils__/ScriptedEngine';
import { TestWorker } from './__testUtils__/TestWorker';

jest.setTimeout(180_000);

const stepPoints = ['build', 'batch-1', 'batch-2'].flatMap(step => [
  `step-started:${step}`,
  `step-acted:${step}`,
  `step-recorded:${step}`,
]);
const hostPoints = ['prod-1', 'prod-3'].flatMap(host => [
  `before-switch:${host}`,
  `switched:${host}`,
  `switch-recorded:${host}`,
  `verified:${host}`,
]);
const undoPoints = [
  'step-started:undo',
  'undoing:prod-1',
  'undoing:prod-3',
  'step-acted:undo',
  'step-recorded:undo',
];
const acts = [
  'build',
  ...['prod-1', 'prod-2', 'prod-3', 'prod-4'].flatMap(host => [
    `upload ${host}`,
    `${host} > new`,
  ]),
];

describe('a release whose worker', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let workers: TestWorker[] = [];

  function work(
    options: Partial<ConstructorParameters<typeof TestWorker>[0]> & {
      script?: Script;
    } = {},
  ) {
    const { script, ...rest } = options;
    const worker = new TestWorker({
      engine: new ScriptedEngine(knex, script),
      leaseSeconds: 30,
      concurrency: 1,
      ...rest,
      knex,
    });
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

  /** Lets one worker after the other die, each with a release of its own, while another one is there to go on. */
  async function dieAtEach(points: string[], script?: Script) {
    work({ script, mayStart: async () => false });
    const releases = new Map<string, number>();
    for (const point of points) {
      const died = new Promise<void>(resolve => {
        work({ script, dieAt: at => at === point, onDeath: resolve });
      });
      const environment = point.replace(/[^a-z0-9]+/g, '-');
      const id = await addRelease(knex, { environment });
      releases.set(point, id);
      await died;
      await knex('releases')
        .where({ id })
        .update({ lease_expires_at: knex.fn.now() });
      await notifyWake(knex, { release: id, kind: 'queue' });
      await untilEnded(knex, id);
    }
    return releases;
  }

  it('dies at any point goes on with another one, and nothing is done twice', async () => {
    const points = ['claimed', ...stepPoints, ...hostPoints, 'finishing'];
    const releases = await dieAtEach(points);
    for (const [point, id] of releases) {
      const release = await untilEnded(knex, id);
      expect([point, release.state, release.epoch]).toEqual([
        point,
        'succeeded',
        2,
      ]);
      expect([point, ...(await listActs(knex, id))]).toEqual([point, ...acts]);
      await expectWholeLog(id);
    }
  });

  it('dies while hosts are put back goes on with that, and never returns to the steps', async () => {
    const releases = await dieAtEach([...undoPoints, 'finishing'], {
      broken: ['prod-3'],
    });
    for (const [point, id] of releases) {
      const release = await untilEnded(knex, id);
      expect([point, release.state, release.epoch]).toEqual([
        point,
        'failed',
        2,
      ]);
      expect([point, ...(await listActs(knex, id))]).toEqual([
        point,
        ...acts.slice(0, 7),
        'prod-1 > old',
        'prod-2 > old',
        'prod-3 > old',
      ]);
      await expectWholeLog(id);
    }
  });

  /** Every line is there, and numbered without a gap. */
  async function expectWholeLog(id: number): Promise<string[]> {
    const log = await readWholeLog(knex, id);
    expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
    return log.map(({ text }) => text);
  }
});

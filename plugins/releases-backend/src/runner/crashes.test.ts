import {
  addRelease,
  endLease,
  expectWholeLog,
  untilEnded,
} from './__testUtils__/releases';
import { allActs, listActs, Script } from './__testUtils__/ScriptedEngine';
import { useWorkers } from './__testUtils__/useWorkers';

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
describe('a release whose worker', () => {
  const here = useWorkers({ concurrency: 1 });

  /** Lets one worker after the other die, each with a release of its own, while another one is there to go on. */
  async function dieAtEach(points: string[], script?: Script) {
    here.work({ script, mayStart: async () => false });
    const releases = new Map<string, number>();
    for (const point of points) {
      const died = new Promise<void>(resolve => {
        here.work({ script, dieAt: at => at === point, onDeath: resolve });
      });
      const environment = point.replace(/[^a-z0-9]+/g, '-');
      const id = await addRelease(here.knex, { environment });
      releases.set(point, id);
      await died;
      await endLease(here.knex, id);
      await untilEnded(here.knex, id);
    }
    return releases;
  }

  it('dies at any point goes on with another one, and nothing is done twice', async () => {
    const points = ['claimed', ...stepPoints, ...hostPoints, 'finishing'];
    const releases = await dieAtEach(points);
    for (const [point, id] of releases) {
      const release = await untilEnded(here.knex, id);
      expect([point, release.state, release.epoch]).toEqual([
        point,
        'succeeded',
        2,
      ]);
      expect([point, ...(await listActs(here.knex, id))]).toEqual([
        point,
        ...allActs,
      ]);
      await expectWholeLog(here.knex, id);
    }
  });

  it('dies while hosts are put back goes on with that, and never returns to the steps', async () => {
    const releases = await dieAtEach([...undoPoints, 'finishing'], {
      broken: ['prod-3'],
    });
    for (const [point, id] of releases) {
      const release = await untilEnded(here.knex, id);
      expect([point, release.state, release.epoch]).toEqual([
        point,
        'failed',
        2,
      ]);
      expect([point, ...(await listActs(here.knex, id))]).toEqual([
        point,
        ...allActs.slice(0, 7),
        'prod-1 > old',
        'prod-2 > old',
        'prod-3 > old',
      ]);
      await expectWholeLog(here.knex, id);
    }
  });
});

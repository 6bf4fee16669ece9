import { describeService } from '../../scripts/testbed/entities.mjs';
import { percentile } from '../lib/statistics.mjs';
import { below, Figures, timesFaster } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';
import { describeTemplate, Scaffolder } from './scaffolder.mjs';

const SERVICE = 'shop';

/**
 * How long it takes from asking for a release until the first line of its log arrives, beside a task of the scaffolder in
 * the same backend.
 */
export async function measureFirstLine({ quick, repeats, report }) {
  const figures = new Figures();
  const platform = await BenchPlatform.open({
    describe: source => [
      describeTemplate(),
      ...describeService({
        name: SERVICE,
        source,
        hosts: [{ name: 'shop-a' }],
        environment: { name: 'local', path: '/srv/shop' },
      }),
    ],
  });
  try {
    const contenders = [
      ['scaffolder', () => timeTask(platform)],
      ['stagedoor', () => timeRelease(platform)],
    ];
    for (let warmUp = 0; warmUp < 5; warmUp += 1) {
      for (const [, run] of contenders) {
        await run();
      }
    }
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`repeat ${repeat} of ${repeats}`);
      const samples = { scaffolder: [], stagedoor: [] };
      for (let turn = 0; turn < (quick ? 10 : 30); turn += 1) {
        for (const [name, run] of contenders) {
          samples[name].push(await run());
        }
      }
      for (const [name] of contenders) {
        const sorted = samples[name].sort((a, b) => a - b);
        for (const [label, share, target] of [
          ['p50', 0.5],
          ['p95', 0.95, [below(100, 'ms'), timesFaster(5, 'scaffolder')]],
        ]) {
          figures.add(
            `from asking to the first line of the log, ${label}`,
            name,
            percentile(sorted, share),
            { unit: 'ms', target },
          );
        }
      }
    }
  } finally {
    await platform.close();
  }
  return figures.toRows();
}

async function timeRelease(platform) {
  const releases = platform.ask();
  const wish = {
    component: `component:default/${SERVICE}`,
    environment: 'local',
    version: platform.takeCommit(),
  };
  const asked = performance.now();
  let first;
  const { id } = await releases.create(wish);
  await releases.follow(id, {
    onLines: () => {
      first ??= performance.now() - asked;
    },
  });
  return first;
}

async function timeTask(platform) {
  const scaffolder = new Scaffolder(platform.address, platform.token);
  const asked = performance.now();
  let first;
  const id = await scaffolder.create({ times: 1, everyMs: 1 });
  await scaffolder.follow(id, () => {
    first ??= performance.now() - asked;
  });
  return first;
}

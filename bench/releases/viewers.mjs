import { describeService } from '../../scripts/testbed/entities.mjs';
import { percentile } from '../lib/statistics.mjs';
import { below, Figures } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';
import { describeTemplate, Scaffolder } from './scaffolder.mjs';

const SERVICE = 'shop';
const VIEWERS = [1, 100];
const EVERY_MS = 20;
const CALLERS = 7;

/**
 * How long a line takes from the process that prints it to those who watch the log, and whether each of them is shown
 * each line once.
 */
export async function measureViewers({ quick, repeats, report }) {
  const figures = new Figures();
  const ticks = quick ? 100 : 300;
  const platform = await BenchPlatform.open({
    describe: source => [
      describeTemplate(),
      ...describeService({
        name: SERVICE,
        source,
        hosts: [{ name: 'shop-a' }],
        build: {
          run: [
            `i=0; while [ $i -lt ${ticks} ]; do i=$((i + 1)); echo "tick $i $(date +%s%3N)"; sleep ${EVERY_MS / 1000}; done`,
          ],
        },
        environment: { name: 'local', path: '/srv/shop' },
      }),
    ],
  });
  try {
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      for (const viewers of VIEWERS) {
        for (const [name, run] of [
          ['scaffolder', watchTask],
          ['stagedoor', watchRelease],
        ]) {
          report(`repeat ${repeat} of ${repeats}: ${viewers} viewers, ${name}`);
          const seen = await run(platform, { viewers, ticks });
          addTo(figures, name, { viewers, ticks, seen });
        }
      }
    }
  } finally {
    await platform.close();
  }
  return figures.toRows();
}

/** Somebody who watches: what ticks were seen, and how late. */
class Viewer {
  delays = [];
  numbers = [];

  see(text) {
    const [, number, at] = /tick (\d+) (\d{13})/.exec(text) ?? [];
    if (number && !text.includes('$')) {
      this.delays.push(Date.now() - Number(at));
      this.numbers.push(Number(number));
    }
  }
}

async function watchRelease(platform, { viewers }) {
  const { id } = await platform.ask().create({
    component: `component:default/${SERVICE}`,
    environment: 'local',
    version: platform.takeCommit(),
  });
  return watch(viewers, (viewer, index) =>
    platform.ask(`viewer-${1 + (index % CALLERS)}`).follow(id, {
      onLines: lines => lines.forEach(({ text }) => viewer.see(text)),
    }),
  );
}

async function watchTask(platform, { viewers, ticks }) {
  const scaffolder = new Scaffolder(platform.address, platform.token);
  const id = await scaffolder.create({ times: ticks, everyMs: EVERY_MS });
  return watch(viewers, viewer =>
    scaffolder.follow(id, ({ text }) => viewer.see(text)),
  );
}

async function watch(count, follow) {
  const viewers = Array.from({ length: count }, () => new Viewer());
  await Promise.all(viewers.map(follow));
  return viewers;
}

function addTo(figures, name, { viewers, ticks, seen }) {
  const delays = seen.flatMap(viewer => viewer.delays).sort((a, b) => a - b);
  const what = `line to ${viewers} ${viewers === 1 ? 'viewer' : 'viewers'}`;
  figures.add(`${what}, p50`, name, percentile(delays, 0.5), { unit: 'ms' });
  figures.add(`${what}, p95`, name, percentile(delays, 0.95), {
    unit: 'ms',
    target: [below(150, 'ms')],
  });
  const wrong = seen.reduce(
    (sum, { numbers }) => sum + countWrong(numbers, ticks),
    0,
  );
  figures.add(`${what}, lost or doubled`, name, wrong, {
    unit: `of ${viewers * ticks} lines`,
    target: [below(1, 'lines')],
  });
}

/** How many of the ticks are missing, come again, or come too early. */
function countWrong(numbers, ticks) {
  const different = new Set(numbers).size;
  const misplaced = numbers.filter(
    (number, index) => index > 0 && number < numbers[index - 1],
  ).length;
  return ticks - different + (numbers.length - different) + misplaced;
}

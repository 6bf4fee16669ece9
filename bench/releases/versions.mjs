import { describeService } from '../../scripts/testbed/entities.mjs';
import { percentile } from '../lib/statistics.mjs';
import { Figures } from './figures.mjs';
import { BenchPlatform } from './platform.mjs';

const COMMITS = 100_000;
const SERVICE = 'shop';

const QUESTIONS = [
  ['first page of 25', {}, answer => answer.items.length === 25],
  [
    'a word of 1 commit',
    { search: 'number 99998' },
    answer => answer.items.length === 1,
  ],
  [
    'the oldest commit',
    { search: 'number 7' },
    answer => answer.items.length > 0,
  ],
  [
    'a word of none',
    { search: 'nowhere' },
    answer => answer.items.length === 0,
  ],
];

/** The versions of a repository with a long history, as the dialog of a release asks for them. */
export async function measureVersions({ quick, repeats, report }) {
  const figures = new Figures();
  report(`writing ${COMMITS} commits`);
  const platform = await BenchPlatform.open({
    commits: COMMITS,
    describe: source =>
      describeService({
        name: SERVICE,
        source,
        hosts: [{ name: 'shop-a' }],
        environment: { name: 'local', path: '/srv/shop' },
      }),
  });
  try {
    const sha = platform.commits[3].slice(0, 10);
    const questions = [
      ...QUESTIONS,
      [
        'beginning of a commit id',
        { search: sha },
        answer => answer.items.length === 1,
      ],
    ];
    const ask = query =>
      platform.ask().listVersions({
        component: `component:default/${SERVICE}`,
        ...query,
      });
    const started = performance.now();
    await ask({});
    figures.add(
      'first question of all, with the copy of the repository',
      'stagedoor',
      performance.now() - started,
      { unit: 'ms' },
    );
    for (let repeat = 1; repeat <= repeats; repeat += 1) {
      report(`repeat ${repeat} of ${repeats}`);
      for (const [name, query, check] of questions) {
        const samples = [];
        for (let turn = 0; turn < (quick ? 3 : 10); turn += 1) {
          const asked = performance.now();
          const answer = await ask(query);
          samples.push(performance.now() - asked);
          if (!check(answer)) {
            throw new Error(`unexpected answer to ${name}`);
          }
        }
        samples.sort((a, b) => a - b);
        figures.add(
          `${COMMITS} commits: ${name}, p50`,
          'stagedoor',
          percentile(samples, 0.5),
          { unit: 'ms' },
        );
      }
    }
  } finally {
    await platform.close();
  }
  return figures.toRows();
}

import { testPlan, plannedHost } from '../__testUtils__/testPlan';
import { computeBuildKey } from '../build/buildKey';
import { describeFailure, listSteps } from './listSteps';

const commit = 'a'.repeat(40);
const hosts = (...batches: number[]) =>
  batches.map((batch, i) => plannedHost(`prod-${i + 1}`, { batch }));
const titles = (plan: ReturnType<typeof testPlan>) =>
  listSteps(plan).map(({ key, title }) => `${key}: ${title}`);

describe('listSteps', () => {
  it('names the usual three batches', () => {
    const plan = testPlan(commit, hosts(0, 1, 2), {
      build: {
        run: ['make'],
        environment: {},
        timeout: '1m',
        package: { include: ['**'], exclude: [] },
      },
      target: { hooks: { beforeAll: ['x'], afterAll: ['y'] } },
    });
    expect(titles(plan)).toEqual([
      'check-out: Check out',
      'build: Build',
      'package: Package',
      'before-all: Before all hosts: prod-1',
      'batch-1: Canary: prod-1',
      'batch-2: Half: prod-2',
      'batch-3: All: prod-3',
      'after-all: After all hosts: prod-1',
      'clean-up: Clean up',
    ]);
  });

  it('counts other batches, and shortens long ones', () => {
    expect(titles(testPlan(commit, hosts(0, 0, 1, 1))).slice(2, 4)).toEqual([
      'batch-1: Batch 1 of 2: prod-1, prod-2',
      'batch-2: Batch 2 of 2: prod-3, prod-4',
    ]);
    expect(titles(testPlan(commit, hosts(0, 0, 0, 0, 0, 0)))[2]).toBe(
      'batch-1: All: prod-1, prod-2, prod-3 and 3 more',
    );
  });

  it.each(['rollback', 'redeploy'] as const)(
    'builds nothing for a %s',
    kind => {
      expect(
        listSteps(testPlan(commit, hosts(0), { kind })).map(({ key }) => key),
      ).toEqual(['find', 'batch-1', 'clean-up']);
    },
  );

  it('builds nothing when the plan says which package', () => {
    const plan = testPlan(commit, hosts(0), {
      package: { digest: 'x', bytes: 1 },
    });
    expect(listSteps(plan)[0].key).toBe('find');
  });
});

describe('describeFailure', () => {
  it('says what happens to the hosts', () => {
    expect(describeFailure(testPlan(commit, hosts(0)))).toMatch(
      /goes back to the version that it ran before, once/,
    );
    expect(
      describeFailure(
        testPlan(commit, hosts(0), { target: { onFailure: 'halt' } }),
      ),
    ).toMatch(/every host keeps the version that it runs then/);
  });
});

describe('computeBuildKey', () => {
  const plan = testPlan(commit, hosts(0));
  const key = computeBuildKey(plan);

  it('depends on what a build is made from, and on nothing else', () => {
    expect(
      computeBuildKey(
        testPlan(commit, hosts(0, 1), {
          environment: 'staging',
          target: { path: '/srv/x' },
        }),
      ),
    ).toBe(key);
    expect(
      computeBuildKey({ ...plan, build: { ...plan.build, timeout: '2m' } }),
    ).toBe(key);
    for (const other of [
      { ...plan, version: { commit: 'b'.repeat(40) } },
      { ...plan, source: { repository: 'shop', folder: 'app' } },
      { ...plan, source: { git: 'shop' } },
      { ...plan, component: 'component:default/other' },
      { ...plan, build: { ...plan.build, run: ['make'] } },
      { ...plan, build: { ...plan.build, environment: { A: '1' } } },
      {
        ...plan,
        build: { ...plan.build, package: { include: ['dist'], exclude: [] } },
      },
    ]) {
      expect(computeBuildKey(other)).not.toBe(key);
    }
  });
});

import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import fc from 'fast-check';
import { testPlan } from '../__testUtils__/testPlan';
import { hashPlan } from './hashPlan';
import { numberBatches } from './numberBatches';
import { narrowPlan } from './planRelease';

describe('numberBatches', () => {
  it.each<[number, Array<number | string>, number[]]>([
    [1, ['100%'], [0]],
    [3, ['100%'], [0, 0, 0]],
    [6, [1, '50%', '100%'], [0, 1, 1, 2, 2, 2]],
    [3, [1, '50%', '100%'], [0, 1, 2]],
    [5, [2], [0, 0, 1, 1, 2]],
    [3, ['1%'], [0, 1, 2]],
    [3, [10], [0, 0, 0]],
    [5, ['50%'], [0, 0, 0, 1, 1]],
  ])('puts %i hosts by %j into %j', (count, sizes, numbers) => {
    expect(numberBatches(count, sizes)).toEqual(numbers);
  });

  it('gives each host one batch, in order, and leaves none empty', () => {
    const size = fc.oneof(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 100 }).map(share => `${share}%`),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(size, { minLength: 1, maxLength: 5 }),
        (count, sizes) => {
          const numbers = numberBatches(count, sizes);
          expect(numbers).toHaveLength(count);
          numbers.forEach((number, index) => {
            const before = numbers[index - 1] ?? 0;
            expect([before, before + 1]).toContain(number);
          });
        },
      ),
    );
  });
});

describe('hashPlan', () => {
  it('does not depend on the order of keys', () => {
    const plan = testPlan();
    const turned = Object.fromEntries(Object.entries(plan).reverse());
    expect(hashPlan({ ...plan, ...turned })).toBe(hashPlan(plan));
    expect(JSON.stringify(turned)).not.toBe(JSON.stringify(plan));
  });

  it.each([
    ['version', testPlan({ version: { commit: 'b'.repeat(40) } })],
    ['host', testPlan({ hosts: [{ ...testPlan().hosts[0], name: 'x' }] })],
    ['batch', testPlan({ hosts: [{ ...testPlan().hosts[0], batch: 1 }] })],
    ['hook', { ...testPlan(), target: { ...testPlan().target, keep: 6 } }],
    ['package', testPlan({ package: { digest: 'd', bytes: 1 } })],
  ])('changes with the %s', (_, plan) => {
    expect(hashPlan(plan)).not.toBe(hashPlan(testPlan()));
  });
});

it('narrows a plan to some hosts, and counts its batches anew', () => {
  const [host] = testPlan().hosts;
  const plan = testPlan({
    hosts: ['a', 'b', 'c', 'd'].map((ref, batch) => ({ ...host, ref, batch })),
  });
  const narrowed = narrowPlan(plan, new Set(['b', 'd']), {
    digest: 'd',
    bytes: 1,
  });
  expect(narrowed.hosts.map(({ ref, batch }) => [ref, batch])).toEqual([
    ['b', 0],
    ['d', 1],
  ]);
  expect(narrowed.package).toEqual({ digest: 'd', bytes: 1 });
});

it('has a narrowed release built again when its package is gone, and nothing else', () => {
  const gone = { digest: 'd', bytes: 1 };
  const narrow = (kind: ReleasePlan['kind']) =>
    narrowPlan(testPlan({ kind, package: gone }), new Set());
  expect(narrow('release')).not.toHaveProperty('package');
  expect(narrow('redeploy').package).toEqual(gone);
  expect(narrow('rollback').package).toEqual(gone);
});

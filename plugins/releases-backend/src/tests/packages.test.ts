import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { testPlan } from '../__testUtils__/testPlan';
import { migrateReleases } from '../store/migrateReleases';
import { PackageShelf } from '../store/PackageShelf';
import { ReleaseWriter } from '../store/ReleaseWriter';

jest.setTimeout(60_000);

describe('PackageShelf', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  const component = 'component:default/shop';

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateReleases(knex);
    await knex('packages').insert(
      Array.from({ length: 6 }, (_, index) => ({
        build_key: `key-${index}`,
        digest: `d${index}`,
        bytes: 1,
        component,
        built_at: new Date(Date.UTC(2026, 0, index + 1)),
      })),
    );
    await knex('packages').insert({
      build_key: 'other',
      digest: 'other',
      bytes: 1,
      component: 'component:default/cart',
      built_at: new Date(0),
    });
  });

  const create = (environment: string, digest?: string) =>
    new ReleaseWriter(knex).create(
      {
        plan: testPlan({
          environment,
          ...(digest && { package: { digest, bytes: 1 } }),
        }),
        planHash: 'h',
        componentOwner: 'group:default/payments',
        requestedBy: 'user:default/ana',
        whenBusy: 'queue',
      },
      { actor: 'ana', name: 'create', requestHash: '' },
    );
  const listKept = async () =>
    (await knex('packages').whereNull('removed_at').orderBy('digest')).map(
      ({ digest }) => digest,
    );

  it('keeps what runs, what is about to, and the newest of each component', async () => {
    // The oldest of all runs on a host; the next one is what somebody wants to return to.
    const live = await create('production');
    await knex('release_packages').insert({
      release_id: live.release,
      digest: 'd0',
      bytes: 1,
    });
    await knex('releases').where({ id: live.release }).update({
      state: 'succeeded',
      finished_at: knex.fn.now(),
    });
    await knex('live_hosts').insert({
      component,
      environment: 'production',
      host_ref: 'resource:default/prod-1',
      host_name: 'prod-1',
      release_id: live.release,
      certain: true,
    });
    await create('dev', 'd1');
    const shelf = new PackageShelf(knex);
    expect(await shelf.giveUp(2)).toBe(2);
    expect(await listKept()).toEqual(['d0', 'd1', 'd4', 'd5', 'other']);
    expect(await shelf.giveUp(2)).toBe(0);
  });

  it('removes bytes only after a while, and not what was built again meanwhile', async () => {
    const shelf = new PackageShelf(knex);
    expect(await shelf.listRemovable()).toEqual([]);
    await knex('packages')
      .whereNotNull('removed_at')
      .update({ removed_at: knex.raw("now() - interval '2 hours'") });
    await knex('packages').insert({
      build_key: 'again',
      digest: 'd2',
      bytes: 1,
      component,
    });
    expect(await shelf.listRemovable()).toEqual(['d3']);
  });
});

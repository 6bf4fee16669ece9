import { TestDatabases } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import {
  releaseLifecycle,
  ReleaseEvent,
  ReleaseState,
} from '@stagedoor/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { testPlan } from '../__testUtils__/testPlan';
import { migrateReleases, migrationsDirectory } from '../store/migrateReleases';
import { ReleaseReader } from '../store/ReleaseReader';
import { ReleaseWriter } from '../store/ReleaseWriter';

jest.setTimeout(120_000);

type Act = 'approve' | 'reject' | 'cancel' | 'expire';
const acts: Act[] = ['approve', 'reject', 'cancel', 'expire'];

describe('people and time that race for one release', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let writer: ReleaseWriter;
  let counter = 0;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateReleases(knex);
    writer = new ReleaseWriter(knex);
  });

  const command = (name: string) => ({ actor: 'a', name, requestHash: '' });

  async function createWaiting(expireAfterMs = 60_000): Promise<number> {
    counter += 1;
    const { release } = await writer.create(
      {
        plan: testPlan({ environment: `e-${counter}` }),
        planHash: 'hash',
        componentOwner: 'group:default/payments',
        requestedBy: 'user:default/ana',
        approval: { expireAfterMs },
        whenBusy: 'queue',
      },
      command('create'),
    );
    return release;
  }

  async function act(release: number, what: Act, by: string): Promise<void> {
    try {
      if (what === 'cancel') {
        await writer.cancel({ release, by }, command('cancel'));
      } else if (what === 'expire') {
        await writer.expireDue();
      } else {
        await writer.decide(
          {
            release,
            by,
            planHash: 'hash',
            decision: what === 'approve' ? 'approved' : 'rejected',
          },
          async () => ({ isEnough: true, lost: [] }),
          command('decide'),
        );
      }
    } catch (error) {
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
    }
  }

  /** What happened is one walk along the lifecycle, and where it led is where the release is. */
  async function expectOneWalk(release: number): Promise<ReleaseState> {
    const row = await knex('releases').where({ id: release }).first();
    const events = await knex('release_events')
      .where({ release_id: release })
      .whereNotNull('to_state')
      .orderBy('id');
    let state: ReleaseState = events[0].to_state;
    for (const event of events.slice(1)) {
      expect(event.from_state).toBe(state);
      const next = releaseLifecycle.next(state, event.event as ReleaseEvent);
      expect(event.to_state).toBe(next);
      state = event.to_state;
    }
    expect(row.state).toBe(state);
    expect(row.finished_at !== null).toBe(releaseLifecycle.isTerminal(state));
    return state;
  }

  it('leave it in one state after 50 at once, with one line of history for each step there', async () => {
    const release = await createWaiting();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        act(release, acts[index % 3], `user:default/p${index}`),
      ),
    );
    const state = await expectOneWalk(release);
    expect(['rejected', 'cancelled']).toContain(state);
  });

  it('never approve what expires at the same moment, nor expire what was approved', async () => {
    for (let round = 0; round < 10; round += 1) {
      const release = await createWaiting(20);
      await new Promise(resolve => setTimeout(resolve, 15));
      await Promise.all([
        ...Array.from({ length: 10 }, (_, index) =>
          act(release, 'approve', `user:default/p${index}`),
        ),
        ...Array.from({ length: 10 }, () => act(release, 'expire', '')),
      ]);
      await new Promise(resolve => setTimeout(resolve, 10));
      await act(release, 'expire', '');
      expect(['queued', 'expired']).toContain(await expectOneWalk(release));
    }
  });

  it('make one walk, whoever does what when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 6 }),
          { minLength: 1, maxLength: 4 },
        ),
        fc.boolean(),
        async (waves, isDue) => {
          const release = await createWaiting(isDue ? 1 : 60_000);
          for (const [number, wave] of waves.entries()) {
            await Promise.all(
              wave.map((what, index) =>
                act(release, what, `user:default/p${number}-${index}`),
              ),
            );
            await expectOneWalk(release);
          }
          const rows = await new ReleaseReader(knex).listApprovals(release);
          const rejections = rows.filter(
            ({ decision }) => decision === 'rejected',
          );
          expect(rejections.length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the tables', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('come and go without a trace, and two replicas can make them at once', async () => {
    const knex = await databases.init('POSTGRES_18');
    const config = { directory: migrationsDirectory };
    const list = async () => {
      const { rows } = await knex.raw(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'knex_%' ORDER BY 1",
      );
      return rows.map((row: { tablename: string }) => row.tablename);
    };
    await knex.migrate.latest(config);
    const tables = await list();
    expect(tables).toEqual(
      expect.arrayContaining(['commands', 'live_hosts', 'releases']),
    );
    await knex.migrate.rollback(config, true);
    expect(await list()).toEqual([]);
    await Promise.all([1, 2, 3].map(() => migrateReleases(knex)));
    expect(await list()).toEqual(tables);
  });
});

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ReleasePlan, ReleaseState } from '@stagedoor/plugin-releases-common';
import knexFactory, { Knex } from 'knex';
import { testPlan } from '../../__testUtils__/testPlan';
import { migrationsDirectory } from '../../store/migrateReleases';
import { notifyWake } from '../../wake/releaseWake';
import { createPlayground } from './ScriptedEngine';

/** Opens an empty database with the tables of the plugin, and those of the hosts that are played. */
export async function openDatabase(databases: TestDatabases): Promise<Knex> {
  const knex = await databases.init('POSTGRES_18');
  await knex.migrate.latest({ directory: migrationsDirectory });
  await createPlayground(knex);
  return knex;
}

/** Forgets everything that tests have done, but not the tables. */
export async function emptyDatabase(knex: Knex): Promise<void> {
  await knex.raw(
    'TRUNCATE releases, packages, played_hosts, played_acts RESTART IDENTITY CASCADE',
  );
}

/** A pool of its own to the same database, as another process has it. */
export function openAnotherPool(knex: Knex): Knex {
  const { config } = knex.client;
  return knexFactory({
    ...config,
    connection: {
      ...config.connection,
      // Knex hides it from copies.
      password: config.connection.password,
      application_name: 'another',
    },
    pool: { min: 0, max: 10 },
    // Connections that break are what these tests are about.
    log: { warn: () => {}, error: () => {} },
  });
}

/** A plan for some hosts, two per batch. */
export function planFor(options: {
  component?: string;
  environment?: string;
  hosts?: string[];
}): ReleasePlan {
  const hosts = options.hosts ?? ['prod-1', 'prod-2', 'prod-3', 'prod-4'];
  return testPlan({
    component: options.component ?? 'component:default/shop',
    environment: options.environment ?? 'production',
    version: { commit: 'a'.repeat(40), label: 'v1.2.0' },
    hosts: hosts.map((name, index) => ({
      ref: `resource:default/${name}`,
      name,
      address: `${name}:22`,
      connection: 'ssh',
      variables: {},
      batch: Math.floor(index / 2),
    })),
  });
}

/** Queues a release, as the service does. */
export async function addRelease(
  knex: Knex,
  options: Parameters<typeof planFor>[0] & { state?: ReleaseState } = {},
): Promise<number> {
  const plan = planFor(options);
  return knex.transaction(async trx => {
    const [{ id }] = await trx('releases')
      .insert({
        component: plan.component,
        component_owner: 'group:default/payments',
        environment: plan.environment,
        kind: plan.kind,
        commit: plan.version.commit,
        label: plan.version.label,
        state: options.state ?? 'queued',
        plan: JSON.stringify(plan),
        plan_hash: 'hash',
        requested_by: 'user:default/ana.ruiz',
        queued_at: trx.fn.now(),
      })
      .returning('id');
    await notifyWake(trx, { release: id, kind: 'queue' });
    return id;
  });
}

/** Lets other workers take a release over, as after the time of its lease. */
export async function endLease(knex: Knex, id: number): Promise<void> {
  await knex('releases')
    .where({ id })
    .update({ lease_expires_at: knex.fn.now() });
  await notifyWake(knex, { release: id, kind: 'queue' });
}

/** Asks a release to stop, as the service does. */
export async function requestCancel(knex: Knex, id: number): Promise<void> {
  await knex.transaction(async trx => {
    await trx('releases').where({ id }).update({
      cancel_requested_at: trx.fn.now(),
      cancel_requested_by: 'user:default/ben.okafor',
      cancel_reason: 'wrong version',
    });
    await notifyWake(trx, { release: id, kind: 'cancel' });
  });
}

/** Ends connections as a database does that is shut down or fails over. */
export async function cutConnections(
  knex: Knex,
  which: { application?: string; query?: string },
): Promise<number> {
  const { rows } = await knex.raw(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND (?::text IS NULL OR application_name = ?) AND query LIKE ?`,
    [which.application ?? null, which.application ?? null, which.query ?? '%'],
  );
  return rows.length;
}

/** Longer than anything takes on a machine that is busy with something else. */
const patienceMs = 120_000;

/** Waits until something holds. */
export async function until<T>(
  look: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (performance.now() > deadline) {
      throw new Error(`It never came to be: ${look}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** Resolves once something waits for a lock of the database. */
export async function untilBlocked(knex: Knex): Promise<void> {
  await until(async () => {
    const { rows } = await knex.raw(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });
}

/** Waits until a release has ended, and reads it. */
export async function untilEnded(knex: Knex, id: number) {
  return until(async () =>
    knex('releases').where({ id }).whereNotNull('finished_at').first(),
  );
}

/** The steps of a release, as `key state attempt`. */
export async function listSteps(knex: Knex, id: number): Promise<string[]> {
  const rows = await knex('release_steps')
    .where({ release_id: id })
    .orderBy('position');
  return rows.map(({ key, state, attempt }) => `${key} ${state} ${attempt}`);
}

/** The hosts of a release, as `name state`. */
export async function listHosts(knex: Knex, id: number): Promise<string[]> {
  const rows = await knex('release_hosts')
    .where({ release_id: id })
    .orderBy('name');
  return rows.map(({ name, state }) => `${name} ${state}`);
}

/** All lines of a log, as stored. */
export async function readWholeLog(
  knex: Knex,
  id: number,
): Promise<{ n: number; step: string; text: string }[]> {
  const rows = await knex('release_log_chunks')
    .where({ release_id: id })
    .orderBy('last_line');
  return rows.flatMap(({ lines }) =>
    lines.split('\n').map((line: string) => JSON.parse(line)),
  );
}

/** The text of a log whose lines are all there, and numbered without a gap. */
export async function expectWholeLog(
  knex: Knex,
  id: number,
): Promise<string[]> {
  const log = await readWholeLog(knex, id);
  expect(log.map(({ n }) => n)).toEqual(log.map((_, index) => index + 1));
  return log.map(({ text }) => text);
}

export const testLogger = mockServices.logger.mock();

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

export const migrationsDirectory = resolvePackagePath(
  '@stagedoor/plugin-releases-backend',
  'migrations',
);

/** Opens the database with its tables as this version needs them. */
export async function openReleasesDatabase(
  database: DatabaseService,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrateReleases(knex);
  }
  return knex;
}

/** Brings the tables up to date. Replicas that start at the same time do so one after the other. */
export async function migrateReleases(knex: Knex): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      'releases migrations',
    ]);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });
}

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/**
 * Opens the database of a plugin with its tables as this version needs them.
 *
 * @param packageName - where the folder `migrations` lies
 * @public
 */
export async function openDatabase(
  database: DatabaseService,
  packageName: string,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await migrateTables(knex, packageName);
  }
  return knex;
}

/** Brings tables up to date. Replicas that start at the same time do so one after the other. @public */
export async function migrateTables(
  knex: Knex,
  packageName: string,
): Promise<void> {
  await knex.transaction(async trx => {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `migrations of ${packageName}`,
    ]);
    await knex.migrate.latest({
      directory: resolvePackagePath(packageName, 'migrations'),
    });
  });
}

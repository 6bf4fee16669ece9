import { DatabaseService } from '@backstage/backend-plugin-api';
import { migrateTables, openDatabase } from '@stagedoor/database';
import { Knex } from 'knex';

const packageName = '@stagedoor/plugin-access-backend';

/** Opens the database with its tables as this version needs them. */
export async function openAccessDatabase(
  database: DatabaseService,
): Promise<Knex> {
  return openDatabase(database, packageName);
}

/** Brings the tables up to date. */
export async function migrateAccess(knex: Knex): Promise<void> {
  await migrateTables(knex, packageName);
}

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { migrateTables, openDatabase } from '@stagedoor/database';
import { Knex } from 'knex';

const packageName = '@stagedoor/plugin-releases-backend';

export const migrationsDirectory = resolvePackagePath(
  packageName,
  'migrations',
);

/** Opens the database with its tables as this version needs them. */
export async function openReleasesDatabase(
  database: DatabaseService,
): Promise<Knex> {
  return openDatabase(database, packageName);
}

/** Brings the tables up to date. */
export async function migrateReleases(knex: Knex): Promise<void> {
  await migrateTables(knex, packageName);
}

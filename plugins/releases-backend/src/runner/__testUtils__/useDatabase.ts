import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { emptyDatabase, openDatabase } from './releases';

/**
 * One database for a file of tests, empty before each of them. Creating one can take longer on a slow machine than
 * everything else that a test does.
 */
export function useDatabase(): { readonly knex: Knex } {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex | undefined;
  const opened = () => {
    if (!knex) {
      throw new Error('The database is opened before the first test');
    }
    return knex;
  };

  beforeAll(async () => {
    knex = await openDatabase(databases);
  });

  beforeEach(async () => {
    await emptyDatabase(opened());
  });

  return {
    get knex() {
      return opened();
    },
  };
}

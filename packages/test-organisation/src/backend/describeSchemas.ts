import { Knex } from 'knex';

/** Configuration that gives every plugin a schema of its own in a database, as in production. */
export function describeSchemas(knex: Knex) {
  const { host, port, user, password, database } =
    knex.client.config.connection;
  return {
    client: 'pg',
    connection: { host, port, user, password, database },
    pluginDivisionMode: 'schema',
    ensureSchemaExists: true,
  };
}

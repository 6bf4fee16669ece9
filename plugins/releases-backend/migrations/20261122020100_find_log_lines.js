/**
 * Lets a reader who wants one step or host skip the chunks without it. Adds columns with constant defaults: an instant,
 * whatever the size of the table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('release_log_chunks', table => {
    table.specificType('steps', 'text[]').notNullable().defaultTo('{}');
    table.specificType('hosts', 'text[]').notNullable().defaultTo('{}');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('release_log_chunks', table => {
    table.dropColumns('steps', 'hosts');
  });
};

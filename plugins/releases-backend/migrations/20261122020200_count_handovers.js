/**
 * Tells attempts at a step that a worker ended because it was told to stop from those that were lost with it. Adds a
 * column with a constant default: an instant, whatever the size of the table.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('release_steps', table => {
    table
      .integer('handed_over')
      .notNullable()
      .defaultTo(0)
      .comment('Attempts that a worker ended because it shut down');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('release_steps', table => {
    table.dropColumn('handed_over');
  });
};

/**
 * Access is taken from whoever is missing in the catalog twice in a row, whichever replica looks. The column is empty, so it
 * is there at once.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('grants', table => {
    table
      .timestamp('doubted_at')
      .comment('The holder might not have it any more, when last looked at');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('grants', table => {
    table.dropColumn('doubted_at');
  });
};

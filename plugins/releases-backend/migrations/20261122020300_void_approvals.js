/**
 * Keeps an approval that does not count any more, with why, and lets the same person give another one. Exchanges a unique
 * index for a narrower one and one for reading: nobody can approve for as long as it takes to build these two.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('release_approvals', table => {
    table
      .text('void_reason')
      .comment('Why it does not count any more; null while it may');
    table.dropUnique(['release_id', 'by_ref']);
    table.index(['release_id', 'id']);
  });
  await knex.schema.raw(
    'CREATE UNIQUE INDEX release_approvals_one_each ON release_approvals (release_id, by_ref) WHERE void_reason IS NULL',
  );
};

/**
 * Forgets what is void: without the column it would count again.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex('release_approvals').whereNotNull('void_reason').delete();
  await knex.schema.raw('DROP INDEX release_approvals_one_each');
  await knex.schema.alterTable('release_approvals', table => {
    table.dropIndex(['release_id', 'id']);
    table.dropColumn('void_reason');
    table.unique(['release_id', 'by_ref']);
  });
};

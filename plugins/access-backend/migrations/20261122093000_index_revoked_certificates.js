/**
 * Every bastion asks every 15 seconds for the certificates that are revoked: of all that were ever issued, a few. Nobody gets
 * a certificate while the index is made, which takes a second for a million of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.raw(
    'CREATE INDEX certificates_revoked ON certificates (valid_to) WHERE revoked_at IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.raw('DROP INDEX certificates_revoked');
};

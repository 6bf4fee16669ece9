/**
 * Creates everything the releases plugin keeps. Takes no lock on anything that exists.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('releases', table => {
    table.comment('One attempt to put one version of a component somewhere');
    table.increments('id');
    table.text('component').notNullable();
    table
      .text('component_owner')
      .notNullable()
      .comment('Owner of the component when the release was asked for');
    table.text('environment').notNullable();
    table.text('kind').notNullable();
    table.text('commit').notNullable();
    table.text('label');
    table.text('state').notNullable();
    table.jsonb('plan').notNullable().comment('Fixed at creation');
    table.text('plan_hash').notNullable();
    table
      .text('requested_by')
      .notNullable()
      .comment('Entity ref of a user, or the subject of a service token');
    table.text('reason');
    table.integer('retry_of').references('id').inTable('releases');
    table.integer('superseded_by').references('id').inTable('releases');
    table.timestamp('requested_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('expires_at').comment('When the request for approval ends');
    table.timestamp('queued_at');
    table.timestamp('started_at');
    table.timestamp('finished_at');
    table.text('outcome').comment('How it ended, in one sentence');
    table.timestamp('cancel_requested_at');
    table.text('cancel_requested_by');
    table.text('cancel_reason');
    table.text('lease_owner').comment('The worker that carries it out');
    table.timestamp('lease_expires_at');
    table
      .integer('epoch')
      .notNullable()
      .defaultTo(0)
      .comment('Fencing token: grows with each worker that takes it');
    table
      .text('undo')
      .comment('null, running or done: putting hosts back after a failure');
    table.text('undo_cause');
    table.text('undo_outcome');
    table.index(['component', 'id']);
    table.index(['component', 'environment', 'id']);
    table.index(['environment', 'id']);
    table.index(['requested_by', 'id']);
  });
  await knex.schema.raw(`
    ALTER TABLE releases ADD CONSTRAINT releases_state_known CHECK (state IN (
      'awaiting_approval', 'queued', 'running', 'succeeded', 'failed', 'errored', 'cancelled', 'rejected', 'expired'
    ))`);
  await knex.schema.raw(`
    ALTER TABLE releases ADD CONSTRAINT releases_end_told CHECK (
      (finished_at IS NULL) = (state IN ('awaiting_approval', 'queued', 'running'))
    )`);
  // One release at a time per component and environment, whatever the replicas think.
  await knex.schema.raw(
    "CREATE UNIQUE INDEX releases_one_running ON releases (component, environment) WHERE state = 'running'",
  );
  await knex.schema.raw(
    "CREATE INDEX releases_open ON releases (state, id) WHERE state IN ('awaiting_approval', 'queued', 'running')",
  );
  await knex.schema.raw(
    'CREATE INDEX releases_by_state ON releases (state, id DESC)',
  );

  await knex.schema.createTable('release_approvals', table => {
    table.comment('Decisions of people; appended, never changed');
    table.increments('id');
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.text('by_ref').notNullable();
    table.text('decision').notNullable();
    table.text('comment');
    table.text('plan_hash').notNullable();
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.unique(['release_id', 'by_ref']);
  });

  await knex.schema.createTable('release_events', table => {
    table.comment('The history of each release; appended, never changed');
    table.bigIncrements('id');
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.text('by_ref').comment('Absent when the platform did it');
    table.text('event').notNullable();
    table.text('from_state');
    table.text('to_state');
    table.text('text').notNullable();
    table.index(['release_id', 'id']);
  });

  await knex.schema.createTable('release_steps', table => {
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.text('key').notNullable();
    table.integer('position').notNullable();
    table.text('title').notNullable();
    table.text('state').notNullable();
    table.integer('attempt').notNullable().defaultTo(0);
    table.timestamp('started_at');
    table.timestamp('finished_at');
    table.text('detail');
    table.primary(['release_id', 'key']);
  });

  await knex.schema.createTable('release_hosts', table => {
    table.comment('What a release has done to each host');
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.text('ref').notNullable();
    table.text('name').notNullable();
    table.integer('batch').notNullable();
    table.text('state').notNullable();
    table.jsonb('previous').comment('{release, version}: live before');
    table.jsonb('runs').comment('{release, version}: live now');
    table.text('message');
    table.timestamp('changed_at');
    table.primary(['release_id', 'ref']);
  });

  await knex.schema.createTable('release_facts', table => {
    table.comment('What an engine needs again after a crash');
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.text('key').notNullable();
    table.jsonb('value').notNullable();
    table.primary(['release_id', 'key']);
  });

  await knex.schema.createTable('release_log_chunks', table => {
    table.comment('The log, in chunks; one writer per release at a time');
    table
      .integer('release_id')
      .notNullable()
      .references('id')
      .inTable('releases');
    table.integer('last_line').notNullable();
    table.integer('first_line').notNullable();
    table.integer('bytes').notNullable();
    table.text('lines').notNullable().comment('One JSON document per line');
    table.primary(['release_id', 'last_line']);
  });

  await knex.schema.createTable('live_hosts', table => {
    table.comment('What runs where');
    table.text('component').notNullable();
    table.text('environment').notNullable();
    table.text('host_ref').notNullable();
    table.text('host_name').notNullable();
    table.integer('release_id').references('id').inTable('releases');
    table.text('commit');
    table.text('label');
    table.timestamp('since');
    table.text('by_ref');
    table
      .boolean('certain')
      .notNullable()
      .comment('false when contact was lost while it was being changed');
    table
      .specificType('kept', 'integer[]')
      .notNullable()
      .defaultTo('{}')
      .comment('Releases whose folders are on the host');
    table.primary(['component', 'environment', 'host_ref']);
  });

  await knex.schema.createTable('packages', table => {
    table.comment('What builds made');
    table.text('build_key').primary();
    table.text('digest').notNullable();
    table.bigInteger('bytes').notNullable();
    table.text('component').notNullable();
    table.timestamp('built_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('removed_at');
    table.index(['component', 'built_at']);
    table.index(['digest']);
  });

  await knex.schema.createTable('release_packages', table => {
    table.comment('Which release moved which package');
    table.integer('release_id').primary().references('id').inTable('releases');
    table.text('digest').notNullable();
    table.bigInteger('bytes').notNullable();
    table.index(['digest']);
  });

  await knex.schema.createTable('commands', table => {
    table.comment(
      'Idempotency keys: what was asked under them, and the answer',
    );
    table.text('actor').notNullable();
    table.text('key').notNullable();
    table.text('command').notNullable();
    table.text('request_hash').notNullable();
    table.integer('release_id').references('id').inTable('releases');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.primary(['actor', 'key']);
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'commands',
    'release_packages',
    'packages',
    'live_hosts',
    'release_log_chunks',
    'release_facts',
    'release_hosts',
    'release_steps',
    'release_events',
    'release_approvals',
    'releases',
  ]) {
    await knex.schema.dropTable(table);
  }
};

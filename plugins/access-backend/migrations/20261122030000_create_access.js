/**
 * Creates everything the access plugin keeps. Takes no lock on anything that exists.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('requests', table => {
    table.comment('A person asks for an account on hosts for a time');
    table.increments('id');
    table.integer('version').notNullable().defaultTo(1);
    table.text('state').notNullable();
    table.text('requested_by').notNullable();
    table.timestamp('requested_at').notNullable().defaultTo(knex.fn.now());
    table.jsonb('hosts').notNullable().comment('Pinned at submission');
    table
      .specificType('host_refs', 'text[]')
      .notNullable()
      .comment('For finding');
    table
      .specificType('host_owners', 'text[]')
      .notNullable()
      .comment('Owners of the hosts and of the services on them, then');
    table.text('account').notNullable();
    table.integer('minutes').notNullable();
    table.timestamp('starts_at');
    table.text('reason').notNullable();
    table.text('ticket');
    table.text('component');
    table.jsonb('rule').notNullable().comment('What the policy asked, then');
    table.integer('extends_grant');
    table.timestamp('expires_at').notNullable();
    table.timestamp('decided_at');
    table.text('outcome');
    table.index(['requested_by', 'id']);
    table.index(['host_refs'], undefined, 'gin');
  });
  await knex.schema.raw(`
    ALTER TABLE requests ADD CONSTRAINT requests_state_known CHECK (state IN
      ('pending', 'approved', 'denied', 'cancelled', 'expired'))`);
  await knex.schema.raw(
    'CREATE INDEX requests_by_state ON requests (state, id DESC)',
  );

  await knex.schema.createTable('reviews', table => {
    table.comment('Decisions of people; appended, never changed');
    table.increments('id');
    table
      .integer('request_id')
      .notNullable()
      .references('id')
      .inTable('requests');
    table.integer('version').notNullable();
    table.text('by_ref').notNullable();
    table.text('decision').notNullable();
    table.text('comment');
    table.integer('minutes');
    table.specificType('host_refs', 'text[]');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.unique(['request_id', 'version', 'by_ref']);
  });

  await knex.schema.createTable('grants', table => {
    table.comment('The right that an approved request opens');
    table.increments('id');
    table
      .integer('request_id')
      .notNullable()
      .unique()
      .references('id')
      .inTable('requests');
    table.text('state').notNullable();
    table.text('holder').notNullable();
    table.jsonb('hosts').notNullable();
    table.specificType('host_refs', 'text[]').notNullable();
    table.specificType('host_owners', 'text[]').notNullable();
    table.text('account').notNullable();
    table.timestamp('starts_at').notNullable();
    table.timestamp('ends_at').notNullable();
    table.timestamp('ended_at');
    table.text('ended_by');
    table.text('ended_because');
    table.timestamp('warned_at').comment('The holder was told that it ends');
    table
      .timestamp('checked_at')
      .comment('Whether the holder may still have it');
    table.index(['holder', 'id']);
    table.index(['host_refs'], undefined, 'gin');
  });
  await knex.schema.raw(`
    ALTER TABLE grants ADD CONSTRAINT grants_state_known CHECK (state IN
      ('scheduled', 'active', 'ended', 'expired', 'revoked'))`);
  await knex.schema.raw(`
    ALTER TABLE grants ADD CONSTRAINT grants_end_told CHECK (
      (ended_at IS NULL) = (state IN ('scheduled', 'active')))`);
  await knex.schema.raw(
    "CREATE INDEX grants_open ON grants (ends_at) WHERE state IN ('scheduled', 'active')",
  );

  await knex.schema.createTable('provider_states', table => {
    table.comment('What each provider has confirmed; the outbox of grants');
    table.integer('grant_id').notNullable().references('id').inTable('grants');
    table.text('provider').notNullable();
    table.text('wanted').notNullable().comment('active or gone');
    table.text('confirmed').comment('active or gone');
    table.integer('attempts').notNullable().defaultTo(0);
    table.timestamp('next_try_at').notNullable().defaultTo(knex.fn.now());
    table
      .timestamp('claimed_until')
      .comment('A replica is talking to the provider; nobody else may');
    table.text('problem');
    table.primary(['grant_id', 'provider']);
  });

  await knex.schema.createTable('certificates', table => {
    table.comment(
      'Every certificate ever issued, written before it is handed out',
    );
    table.text('serial').primary().comment('Decimal, 63 bits');
    table.text('kind').notNullable().comment('bastion, host or program');
    table.integer('grant_id').references('id').inTable('grants');
    table.uuid('session_id');
    table.text('key_id').notNullable();
    table.text('fingerprint').notNullable();
    table.text('issued_to').notNullable();
    table.timestamp('issued_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('valid_to').notNullable();
    table.timestamp('revoked_at');
    table.index(['grant_id']);
  });

  await knex.schema.createTable('keys', table => {
    table.comment('Public keys that people keep here');
    table.increments('id');
    table.text('owner').notNullable();
    table.text('name').notNullable();
    table.text('type').notNullable();
    table.text('line').notNullable();
    table.text('fingerprint').notNullable();
    table.timestamp('saved_at').notNullable().defaultTo(knex.fn.now());
    table.unique(['owner', 'fingerprint']);
  });

  await knex.schema.createTable('sessions', table => {
    table.comment('SSH sessions under grants');
    table.uuid('id').primary();
    table.integer('grant_id').notNullable().references('id').inTable('grants');
    table.text('state').notNullable();
    table.text('holder').notNullable();
    table.text('host_ref').notNullable();
    table.jsonb('host').notNullable();
    table.specificType('host_owners', 'text[]').notNullable();
    table.text('account').notNullable();
    table.text('command');
    table.boolean('interactive').notNullable();
    table.integer('columns').notNullable();
    table.integer('rows').notNullable();
    table.text('from_address').notNullable();
    table.text('bastion').notNullable();
    table.timestamp('started_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('heard_at').notNullable().defaultTo(knex.fn.now());
    table.timestamp('ended_at');
    table.integer('exit_code');
    table.text('ended_because');
    table.timestamp('terminate_at').comment('Somebody wants it ended');
    table.text('terminate_by');
    table.text('recording_state').notNullable().defaultTo('recording');
    table.text('recording_problem');
    table.integer('chunks').notNullable().defaultTo(0);
    table.bigInteger('bytes').notNullable().defaultTo(0);
    table.double('seconds').notNullable().defaultTo(0);
    table.text('chain').comment('SHA-256 over all chunks so far, chained');
    table.index(['grant_id']);
    table.index(['host_ref', 'started_at']);
    table.index(['holder', 'started_at']);
  });
  await knex.schema.raw(
    "CREATE INDEX sessions_live ON sessions (heard_at) WHERE state = 'active'",
  );
  await knex.schema.raw(
    'CREATE INDEX sessions_newest ON sessions (started_at DESC, id)',
  );

  await knex.schema.createTable('recording_chunks', table => {
    table.comment(
      'Which chunks a recording consists of; the bytes lie in the store',
    );
    table.uuid('session_id').notNullable().references('id').inTable('sessions');
    table.integer('sequence').notNullable();
    table.bigInteger('first_byte').notNullable();
    table.integer('bytes').notNullable();
    table.text('sha256').notNullable();
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.primary(['session_id', 'sequence']);
  });

  await knex.schema.createTable('events', table => {
    table.comment(
      'The history of requests and grants; appended, never changed',
    );
    table.bigIncrements('id');
    table.integer('request_id').references('id').inTable('requests');
    table.integer('grant_id').references('id').inTable('grants');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.text('by_ref').comment('Absent when the platform did it');
    table.text('event').notNullable();
    table.text('text').notNullable();
    table.index(['request_id', 'id']);
    table.index(['grant_id', 'id']);
  });

  await knex.schema.createTable('commands', table => {
    table.comment(
      'Idempotency keys: what was asked under them, and the answer',
    );
    table.text('actor').notNullable();
    table.text('key').notNullable();
    table.text('command').notNullable();
    table.text('request_hash').notNullable();
    table.text('subject').comment('Id of what came of it');
    table.timestamp('at').notNullable().defaultTo(knex.fn.now());
    table.primary(['actor', 'key']);
    table.index(['at']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'commands',
    'events',
    'recording_chunks',
    'sessions',
    'keys',
    'certificates',
    'provider_states',
    'grants',
    'reviews',
    'requests',
  ]) {
    await knex.schema.dropTable(table);
  }
};

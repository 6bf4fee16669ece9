import { Knex } from 'knex';

const defaultMs = 10_000;

/**
 * Has the database end this transaction when nothing is said in it for a while. A process that is frozen, or a machine
 * that is gone from the network, would otherwise keep its locks, and with them everybody else, for hours.
 */
export async function limitIdleness(
  trx: Knex.Transaction,
  ms = defaultMs,
): Promise<void> {
  await trx.raw(
    "SELECT set_config('idle_in_transaction_session_timeout', ?, true)",
    [String(ms)],
  );
}

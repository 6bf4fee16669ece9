import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

/** Something that is to be done once, however often it is asked for. */
export interface Command {
  actor: string;
  /** Chosen by whoever asks. Absent for a command that may be repeated. */
  key?: string;
  /** Such as `create`. */
  name: string;
  requestHash: string;
}

/** The release that a command was about or made, if it was done before. */
export async function findDone(
  knex: Knex,
  command: Command,
): Promise<number | undefined> {
  const { actor, key } = command;
  if (key === undefined) {
    return undefined;
  }
  const row = await knex('commands').where({ actor, key }).first();
  if (!row) {
    return undefined;
  }
  if (
    row.command !== command.name ||
    row.request_hash !== command.requestHash
  ) {
    throw new ConflictError(
      `The Idempotency-Key '${key}' was used before for something else: take a new one for each command`,
    );
  }
  return row.release_id;
}

/**
 * Does a command in a transaction. Of all repetitions under one key, on whatever replica, exactly one does it; the
 * others wait for it and answer the same release.
 */
export async function runOnce(
  knex: Knex,
  command: Command,
  work: (trx: Knex.Transaction) => Promise<number>,
): Promise<{ release: number; repeated: boolean }> {
  const { actor, key } = command;
  return knex.transaction(async trx => {
    if (key === undefined) {
      return { release: await work(trx), repeated: false };
    }
    const taken: unknown[] = await trx('commands')
      .insert({
        actor,
        key,
        command: command.name,
        request_hash: command.requestHash,
      })
      .onConflict(['actor', 'key'])
      .ignore()
      .returning('key');
    const before = taken.length === 0 && (await findDone(trx, command));
    if (before) {
      return { release: before, repeated: true };
    }
    const release = await work(trx);
    await trx('commands').where({ actor, key }).update({ release_id: release });
    return { release, repeated: false };
  });
}

/** Forgets old keys. */
export async function forgetCommands(
  knex: Knex,
  olderThanDays: number,
): Promise<number> {
  return knex('commands')
    .whereRaw('at < now() - make_interval(days => ?)', [olderThanDays])
    .delete();
}

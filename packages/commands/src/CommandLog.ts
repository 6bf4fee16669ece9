import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';

/** Something that is to be done once, however often it is asked for. @public */
export interface Command {
  actor: string;
  /** Chosen by whoever asks. Absent for a command that may be repeated. */
  key?: string;
  /** Such as `create`. */
  name: string;
  requestHash: string;
}

/** What came of a command. @public */
export interface Done<TSubject> {
  /** The id of what it was about or made. */
  subject: TSubject;
  /** It was done before under the same key: nothing has changed. */
  repeated: boolean;
}

/**
 * Remembers commands by their keys in a plugin's table `commands`, with the columns actor, key, command, request_hash,
 * at, and one for what came of it.
 *
 * @public
 */
export class CommandLog<TSubject extends string | number> {
  readonly #knex: Knex;
  readonly #column: string;

  constructor(knex: Knex, column: string) {
    this.#knex = knex;
    this.#column = column;
  }

  /**
   * What a command was about or made, if it was done before.
   *
   * @throws ConflictError if its key was used for something else
   */
  async findDone(
    command: Command,
    knex: Knex = this.#knex,
  ): Promise<TSubject | undefined> {
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
    return row[this.#column];
  }

  /**
   * Does a command in a transaction. Of all repetitions under one key, on whatever replica, exactly one does it; the
   * others wait for it and answer the same.
   */
  async runOnce(
    command: Command,
    work: (trx: Knex.Transaction) => Promise<TSubject>,
  ): Promise<Done<TSubject>> {
    return this.#run(command, null, async trx => {
      const made = await work(trx);
      const { actor, key } = command;
      if (key !== undefined) {
        await trx('commands')
          .where({ actor, key })
          .update({ [this.#column]: made });
      }
      return made;
    });
  }

  /**
   * The same, for what is there already and locked by the work: it is written down beforehand, in one statement less.
   * Not for a table whose column is a foreign key: that would lock the subject too, and two commands could wait for each
   * other.
   */
  async changeOnce(
    command: Command,
    subject: TSubject,
    change: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<Done<TSubject>> {
    return this.#run(command, subject, async trx => {
      await change(trx);
      return subject;
    });
  }

  async #run(
    command: Command,
    about: TSubject | null,
    work: (trx: Knex.Transaction) => Promise<TSubject>,
  ): Promise<Done<TSubject>> {
    const { actor, key } = command;
    return this.#knex.transaction(async trx => {
      if (key === undefined) {
        return { subject: await work(trx), repeated: false };
      }
      const taken: unknown[] = await trx('commands')
        .insert({
          actor,
          key,
          command: command.name,
          request_hash: command.requestHash,
          [this.#column]: about,
        })
        .onConflict(['actor', 'key'])
        .ignore()
        .returning('key');
      const before =
        taken.length === 0 ? await this.findDone(command, trx) : undefined;
      return before === undefined
        ? { subject: await work(trx), repeated: false }
        : { subject: before, repeated: true };
    });
  }

  /** Forgets old keys. */
  async forget(olderThanDays: number): Promise<number> {
    return this.#knex('commands')
      .whereRaw('at < now() - make_interval(days => ?)', [olderThanDays])
      .delete();
  }
}

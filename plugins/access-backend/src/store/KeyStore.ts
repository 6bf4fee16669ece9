import { ConflictError, NotFoundError } from '@backstage/errors';
import { SavedKey } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';

/** More than anybody has. */
const mostKeys = 50;

/** Public keys that people keep here. Everybody sees their own and no others. */
export class KeyStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(owner: string): Promise<SavedKey[]> {
    const rows = await this.#knex('keys')
      .where({ owner })
      .orderBy('id', 'desc')
      .limit(mostKeys);
    return rows.map(row => ({
      id: row.id,
      name: row.name,
      type: row.type,
      fingerprint: row.fingerprint,
      savedAt: row.saved_at.toISOString(),
    }));
  }

  /** @throws NotFoundError also for a key of somebody else */
  async readLine(owner: string, id: number): Promise<string> {
    const row = await this.#knex('keys').where({ owner, id }).first('line');
    if (!row) {
      throw new NotFoundError(`There is no saved key #${id} of yours`);
    }
    return row.line;
  }

  /**
   * Makes sure that one more key can be kept, unless it is there already.
   *
   * @throws ConflictError
   */
  async requireRoom(owner: string, fingerprint: string): Promise<void> {
    const others: unknown[] = await this.#knex('keys')
      .where({ owner })
      .whereNot({ fingerprint })
      .select('id')
      .limit(mostKeys);
    if (others.length === mostKeys) {
      throw new ConflictError(
        `${mostKeys} keys of yours are saved already: remove one of them, or get the certificate without saving this one`,
      );
    }
  }

  /** Keeps a key, or gives the one that is there a new name. */
  async save(
    owner: string,
    key: { name: string; type: string; line: string; fingerprint: string },
  ): Promise<void> {
    await this.#knex('keys')
      .insert({ owner, ...key })
      .onConflict(['owner', 'fingerprint'])
      .merge(['name']);
  }

  /** @throws NotFoundError also for a key of somebody else */
  async remove(owner: string, id: number): Promise<void> {
    if ((await this.#knex('keys').where({ owner, id }).delete()) === 0) {
      throw new NotFoundError(`There is no saved key #${id} of yours`);
    }
  }
}

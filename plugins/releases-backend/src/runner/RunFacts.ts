import { JsonValue } from '@backstage/types';
import { ReleaseFacts } from '@stagedoor/plugin-releases-node';
import { RunLease } from './RunLease';

/** What an engine wants to find again after a crash, in the tables. */
export class RunFacts implements ReleaseFacts {
  readonly #lease: RunLease;

  constructor(lease: RunLease) {
    this.#lease = lease;
  }

  async get(key: string): Promise<JsonValue | undefined> {
    const row = await this.#lease.attempt(async knex =>
      knex<FactRow>('release_facts')
        .where({ release_id: this.#lease.key.release, key })
        .first('value'),
    );
    return row?.value;
  }

  async set(key: string, value: JsonValue): Promise<void> {
    await this.#lease.write(async trx => {
      await trx.raw(
        `INSERT INTO release_facts (release_id, key, value) VALUES (?, ?, ?::jsonb)
         ON CONFLICT (release_id, key) DO UPDATE SET value = excluded.value`,
        [this.#lease.key.release, key, JSON.stringify(value)],
      );
    });
  }
}

interface FactRow {
  release_id: number;
  key: string;
  value: JsonValue;
}

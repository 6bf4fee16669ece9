import { PackageRecord, StepContext } from '@stagedoor/plugin-releases-node';
import { RunLease } from './RunLease';

/** The packages that builds made, in the tables. */
export class RunPackages {
  readonly #lease: RunLease;
  readonly #component: string;

  constructor(lease: RunLease, component: string) {
    this.#lease = lease;
    this.#component = component;
  }

  readonly find: StepContext['packages']['find'] = async buildKey => {
    const row = await this.#lease.attempt(async knex =>
      knex<PackageRow>('packages')
        .where({ build_key: buildKey, component: this.#component })
        .whereNull('removed_at')
        .first('digest', 'bytes'),
    );
    return row && { digest: row.digest, bytes: Number(row.bytes) };
  };

  readonly record: StepContext['packages']['record'] = async (
    buildKey,
    { digest, bytes }: PackageRecord,
  ) => {
    await this.#lease.write(async trx => {
      await trx('packages')
        .insert({
          build_key: buildKey,
          digest,
          bytes,
          component: this.#component,
        })
        .onConflict('build_key')
        .merge({ digest, bytes, removed_at: null });
      await trx('release_packages')
        .insert({ release_id: this.#lease.key.release, digest, bytes })
        .onConflict('release_id')
        .merge(['digest', 'bytes']);
    });
  };
}

interface PackageRow {
  build_key: string;
  component: string;
  digest: string;
  bytes: string;
  removed_at: Date | null;
}

import { Knex } from 'knex';

/** After how long nobody can be about to read a package that was found before it was given up. */
const graceHours = 1;
const retryDays = 2;

/** Decides which packages are not worth their space any more. */
export class PackageShelf {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Gives up all but the newest packages of each component. Never one that runs somewhere, or that a release which has
   * not ended is about to move.
   */
  async giveUp(keep: number): Promise<number> {
    const { rowCount } = await this.#knex.raw(
      `WITH used AS (
        SELECT p.digest FROM live_hosts l JOIN release_packages p ON p.release_id = l.release_id
        UNION
        SELECT p.digest FROM releases r JOIN release_packages p ON p.release_id = r.id WHERE r.finished_at IS NULL
        UNION
        SELECT r.plan->'package'->>'digest' FROM releases r WHERE r.finished_at IS NULL
      ), ranked AS (
        SELECT build_key, digest,
          row_number() OVER (PARTITION BY component ORDER BY built_at DESC, build_key) AS place
        FROM packages WHERE removed_at IS NULL
      )
      UPDATE packages SET removed_at = now() WHERE build_key IN (
        SELECT build_key FROM ranked
        WHERE place > ? AND NOT EXISTS (SELECT FROM used WHERE used.digest = ranked.digest)
      )`,
      [keep],
    );
    return rowCount;
  }

  /** Packages that were given up a while ago and not built again since; asked for repeatedly, in case it fails. */
  async listRemovable(): Promise<string[]> {
    const rows: Array<{ digest: string }> = await this.#knex('packages as gone')
      .distinct('gone.digest')
      .whereRaw(
        'gone.removed_at BETWEEN now() - make_interval(days => ?) AND now() - make_interval(hours => ?)',
        [retryDays, graceHours],
      )
      .whereNotExists(same =>
        same
          .from('packages as same')
          .whereRaw('same.digest = gone.digest AND same.removed_at IS NULL'),
      );
    return rows.map(({ digest }) => digest);
  }
}

import { Version } from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { toTime, toVersion } from './rows';

/** What runs on one host, as far as is recorded. */
export interface LiveHost {
  environment: string;
  ref: string;
  name: string;
  version?: Version;
  release?: number;
  since?: string;
  by?: string;
  certain: boolean;
  /** Releases whose folders are on the host. */
  kept: number[];
}

/** A release that ended well, with the package that it brought. */
export interface PastRelease {
  id: number;
  version: Version;
  at: string;
  package?: { digest: string; bytes: number };
  /** The package is still in the store. */
  isPackaged: boolean;
}

/** How far back a version to return to is looked for. */
const maxPast = 200;

/** Reads what runs where, and what could run there again. */
export class LiveVersions {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(component: string, environment?: string): Promise<LiveHost[]> {
    const rows = await this.#knex('live_hosts')
      .where({ component, ...(environment !== undefined && { environment }) })
      .orderBy(['environment', 'host_name']);
    return rows.map(toLiveHost);
  }

  /** The same of many components. */
  async listMany(
    components: readonly string[],
  ): Promise<Array<LiveHost & { component: string }>> {
    const rows = await this.#knex('live_hosts').whereIn('component', [
      ...components,
    ]);
    return rows.map(row => ({ ...toLiveHost(row), component: row.component }));
  }

  /** Releases that ended well on an environment, newest first. */
  async listPast(
    component: string,
    environment: string,
  ): Promise<PastRelease[]> {
    const rows = await this.#past()
      .where({
        'r.component': component,
        'r.environment': environment,
        'r.state': 'succeeded',
      })
      .orderBy('r.id', 'desc')
      .limit(maxPast);
    return rows.map(toPast);
  }

  /** One release with its package, however it ended. */
  async findPast(id: number): Promise<PastRelease | undefined> {
    const [row] = await this.#past().where('r.id', id);
    return row && toPast(row);
  }

  #past(): Knex.QueryBuilder<object, PastRow[]> {
    const raw = this.#knex.raw.bind(this.#knex);
    return this.#knex('releases as r')
      .leftJoin('release_packages as p', 'p.release_id', 'r.id')
      .select(
        'r.id',
        'r.commit',
        'r.label',
        'r.requested_at',
        'r.finished_at',
        raw("coalesce(p.digest, r.plan->'package'->>'digest') AS digest"),
        raw(
          "coalesce(p.bytes, (r.plan->'package'->>'bytes')::bigint)::text AS bytes",
        ),
        raw(`EXISTS (
          SELECT FROM packages k
          WHERE k.digest = coalesce(p.digest, r.plan->'package'->>'digest') AND k.removed_at IS NULL
        ) AS is_packaged`),
      );
  }
}

interface LiveRow {
  environment: string;
  host_ref: string;
  host_name: string;
  release_id: number | null;
  commit: string | null;
  label: string | null;
  since: Date | null;
  by_ref: string | null;
  certain: boolean;
  kept: number[];
}

function toLiveHost(row: LiveRow): LiveHost {
  return {
    environment: row.environment,
    ref: row.host_ref,
    name: row.host_name,
    version: row.commit === null ? undefined : toVersion(row.commit, row.label),
    release: row.release_id ?? undefined,
    since: toTime(row.since),
    by: row.by_ref ?? undefined,
    certain: row.certain,
    kept: row.kept,
  };
}

interface PastRow {
  id: number;
  commit: string;
  label: string | null;
  requested_at: Date;
  finished_at: Date | null;
  digest: string | null;
  bytes: string | null;
  is_packaged: boolean;
}

function toPast(row: PastRow): PastRelease {
  return {
    id: row.id,
    version: toVersion(row.commit, row.label),
    at: (row.finished_at ?? row.requested_at).toISOString(),
    ...(row.digest !== null && {
      package: { digest: row.digest, bytes: Number(row.bytes) },
    }),
    isPackaged: row.is_packaged,
  };
}

import { NotFoundError } from '@backstage/errors';
import { HostState } from '@stagedoor/plugin-releases-common';
import {
  HostChange,
  HostRecord,
  LiveRelease,
  ReleaseHosts,
} from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import { notifyWake } from '../wake/releaseWake';
import { recordLiveHost } from './recordLiveHost';
import { RunLease } from './RunLease';

interface HostRow {
  release_id: number;
  ref: string;
  name: string;
  state: HostState;
  previous: LiveRelease | null;
  runs: LiveRelease | null;
  message: string | null;
  changed_at: Date | Knex.Raw;
}

/** What a run records about its hosts, and with it what runs where. */
export class RunHosts implements ReleaseHosts {
  readonly #lease: RunLease;
  readonly #place: { component: string; environment: string };
  readonly #mask: (text: string) => string;
  readonly #onRecorded: () => void;

  constructor(options: {
    lease: RunLease;
    place: { component: string; environment: string };
    mask: (text: string) => string;
    onRecorded: () => void;
  }) {
    this.#lease = options.lease;
    this.#place = options.place;
    this.#mask = options.mask;
    this.#onRecorded = options.onRecorded;
  }

  async list(): Promise<HostRecord[]> {
    const rows = await this.#lease.attempt(async knex =>
      this.#select(knex).orderBy(['batch', 'name']),
    );
    return rows.map(toRecord);
  }

  async get(ref: string): Promise<HostRecord> {
    const row = await this.#lease.attempt(async knex =>
      this.#select(knex).where({ ref }).first(),
    );
    if (!row) {
      throw new NotFoundError(
        `Release #${this.#lease.key.release} has no host ${ref}`,
      );
    }
    return toRecord(row);
  }

  async record(ref: string, change: HostChange): Promise<void> {
    const { release } = this.#lease.key;
    await this.#lease.write(async trx => {
      const [host] = await trx<HostRow>('release_hosts')
        .where({ release_id: release, ref })
        .update({
          state: change.state,
          message:
            change.message === undefined ? null : this.#mask(change.message),
          ...(change.runs !== undefined && { runs: toJson(trx, change.runs) }),
          ...(change.previous !== undefined && {
            previous: toJson(trx, change.previous),
          }),
          changed_at: trx.fn.now(),
        })
        .returning(['ref', 'name']);
      if (!host) {
        throw new NotFoundError(`Release #${release} has no host ${ref}`);
      }
      await recordLiveHost(trx, { ...this.#place, ...host, change });
      await notifyWake(trx, { release, kind: 'state' });
    });
    this.#onRecorded();
  }

  #select(knex: Knex) {
    return knex<HostRow>('release_hosts')
      .where('release_id', this.#lease.key.release)
      .select('ref', 'state', 'previous', 'runs', 'message');
  }
}

function toJson(knex: Knex, value: LiveRelease | null) {
  return value === null ? null : knex.raw('?::jsonb', [JSON.stringify(value)]);
}

function toRecord(
  row: Pick<HostRow, 'ref' | 'state' | 'previous' | 'runs' | 'message'>,
): HostRecord {
  return {
    ref: row.ref,
    state: row.state,
    ...(row.previous && { previous: row.previous }),
    ...(row.runs && { runs: row.runs }),
    ...(row.message !== null && { message: row.message }),
  };
}

import {
  ReleasePlan,
  releaseLifecycle,
  TimelineEntry,
  Version,
} from '@stagedoor/plugin-releases-common';
import { Knex } from 'knex';
import { EnvironmentPolicy } from '../config';
import { explainTaken, listOpenAt } from './openReleases';
import { applyFilter, ReleaseFilter } from './ReleaseFilter';
import { listOvertaken } from './overtaking';
import { selectReleases } from './selectReleases';
import {
  StoredApproval,
  StoredHost,
  StoredRelease,
  StoredStep,
  toRelease,
  toTime,
} from './rows';

/** What belongs to one release beside its own row. */
export interface ReleaseDetails {
  plan: ReleasePlan;
  steps: StoredStep[];
  hosts: StoredHost[];
  approvals: StoredApproval[];
  timeline: TimelineEntry[];
}

/** Which release holds an environment of a component. */
export interface RunningRelease {
  id: number;
  component: string;
  environment: string;
}

/** Greater than any id that the column can hold, but for its last one. */
const afterAllIds = 2_147_483_647;
/** More events than any release has, so that a page stays a page. */
const maxEvents = 500;
const openStates = Object.keys(releaseLifecycle.states).filter(
  state => !releaseLifecycle.terminal.some(end => end === state),
);

/** Reads releases. */
export class ReleaseReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: number, me?: string): Promise<StoredRelease | undefined> {
    const [row] = await selectReleases(this.#knex, me).where('r.id', id);
    return row && toRelease(row);
  }

  /** The same by an id that somebody wrote; undefined also if it is none. */
  async findByText(id: string): Promise<StoredRelease | undefined> {
    return /^[1-9]\d{0,8}$/.test(id) ? this.find(Number(id)) : undefined;
  }

  /** A page of releases, newest first, older than the cursor. */
  async list(
    filter: ReleaseFilter,
    page: { before?: number; limit: number; me?: string },
  ): Promise<StoredRelease[]> {
    const query = selectReleases(this.#knex, page.me)
      .where('r.id', '<', page.before ?? afterAllIds)
      .orderBy('r.id', 'desc')
      // Written out, so that PostgreSQL knows of a prepared statement how few rows are wanted.
      .limit(page.limit, { skipBinding: true });
    applyFilter(query, filter);
    if (isEmpty(filter)) {
      // What everybody opens first is planned once for each connection.
      query.options({ name: `releases page of ${page.limit}` });
    }
    return (await query).map(toRelease);
  }

  /** Counts up to a bound: an exact number of many is not worth its price. */
  async count(filter: ReleaseFilter, atMost: number): Promise<number> {
    const some = this.#knex('releases as r').select('r.id').limit(atMost);
    applyFilter(some, filter);
    const rows: unknown[] = await some;
    return rows.length;
  }

  /** Those of a component that wait or run, oldest first; those that run come before all others. */
  async listOpen(component: string): Promise<StoredRelease[]> {
    const rows = await selectReleases(this.#knex)
      .where('r.component', component)
      .whereIn('r.state', openStates)
      .orderByRaw("r.state = 'running' DESC, r.id")
      .limit(1000);
    return rows.map(toRelease);
  }

  /** Why a release cannot be asked for beside those that are open now; undefined if it can. */
  async explainTaken(
    plan: ReleasePlan,
    whenBusy: EnvironmentPolicy['whenBusy'],
  ): Promise<string | undefined> {
    return explainTaken(await listOpenAt(this.#knex, plan), plan, whenBusy);
  }

  /** The last release of a component to each environment. */
  async listLast(
    component: string,
    environments: readonly string[],
  ): Promise<Map<string, StoredRelease>> {
    const rows = await Promise.all(
      environments.map(environment =>
        this.list({ component, environment }, { limit: 1 }),
      ),
    );
    return new Map(rows.flat().map(row => [row.environment, row]));
  }

  /** What runs of some components. */
  async listRunning(components: readonly string[]): Promise<RunningRelease[]> {
    return this.#knex('releases')
      .whereIn('component', [...components])
      .where('state', 'running')
      .select('id', 'component', 'environment');
  }

  /** The release that has reached the hosts of one that waits; undefined if none has. */
  async findOvertaker(id: number): Promise<number | undefined> {
    const [overtaken] = await listOvertaken(this.#knex, { id });
    return overtaken?.by;
  }

  async readPlan(id: number): Promise<ReleasePlan | undefined> {
    const row = await this.#knex('releases').where({ id }).first('plan');
    return row?.plan;
  }

  async listApprovals(id: number): Promise<StoredApproval[]> {
    return readApprovals(this.#knex, id);
  }

  async readDetails(id: number): Promise<ReleaseDetails | undefined> {
    const [plan, steps, hosts, approvals, events] = await Promise.all([
      this.readPlan(id),
      this.#knex('release_steps').where({ release_id: id }).orderBy('position'),
      this.#knex('release_hosts')
        .where({ release_id: id })
        .orderBy(['batch', 'name']),
      this.listApprovals(id),
      this.#knex('release_events')
        .where({ release_id: id })
        .orderBy('id', 'desc')
        .limit(maxEvents),
    ]);
    return (
      plan && {
        plan,
        approvals,
        steps: steps.map(step => ({
          key: step.key,
          title: step.title,
          state: step.state,
          attempt: step.attempt,
          startedAt: toTime(step.started_at),
          finishedAt: toTime(step.finished_at),
          detail: step.detail ?? undefined,
        })),
        hosts: hosts.map(host => ({
          ref: host.ref,
          name: host.name,
          batch: host.batch,
          state: host.state,
          previous: readVersion(host.previous),
          runs: readVersion(host.runs),
          message: host.message ?? undefined,
          changedAt: toTime(host.changed_at),
        })),
        timeline: events.reverse().map(event => ({
          at: event.at.toISOString(),
          by: event.by_ref ?? undefined,
          text: event.text,
        })),
      }
    );
  }
}

/** Reads the decisions about a release, in the order in which they were made. */
export async function readApprovals(
  knex: Knex,
  id: number,
): Promise<StoredApproval[]> {
  const rows = await knex('release_approvals')
    .where({ release_id: id })
    .orderBy('id');
  return rows.map(row => ({
    by: row.by_ref,
    decision: row.decision,
    comment: row.comment ?? undefined,
    planHash: row.plan_hash,
    at: row.at.toISOString(),
    voidReason: row.void_reason ?? undefined,
  }));
}

function isEmpty(filter: ReleaseFilter): boolean {
  return Object.values(filter).every(value => value === undefined);
}

function readVersion(live: { version: Version } | null): Version | undefined {
  return live?.version;
}

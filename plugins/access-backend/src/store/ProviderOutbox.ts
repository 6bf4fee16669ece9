import { ProvidedGrant } from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';

/** Something that a provider has to be told. */
export interface ProviderTask {
  provider: string;
  wanted: 'active' | 'gone';
  /** How often it was tried, with this time. */
  attempts: number;
  grant: ProvidedGrant;
}

const mostAtOnce = 20;
const longestPauseSeconds = 30;

/** Has providers told, from the moment at which the transaction commits. Only those that know of a grant can forget it. */
export async function wantProviders(
  trx: Knex.Transaction,
  grant: number,
  wanted: 'gone' | { active: readonly string[] },
): Promise<void> {
  const now = trx.raw('clock_timestamp()');
  if (wanted === 'gone') {
    await trx('provider_states')
      .where({ grant_id: grant })
      .update({ wanted, attempts: 0, next_try_at: now, problem: null });
    return;
  }
  if (wanted.active.length > 0) {
    await trx('provider_states')
      .insert(
        wanted.active.map(provider => ({
          grant_id: grant,
          provider,
          wanted: 'active',
        })),
      )
      .onConflict(['grant_id', 'provider'])
      // The end may have moved: what was confirmed was about another one.
      .merge({
        wanted: 'active',
        confirmed: null,
        attempts: 0,
        next_try_at: now,
      });
  }
}

/** What providers still have to be told, and what they have confirmed. Survives everything that the database survives. */
export class ProviderOutbox {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Has providers that were added since told of the grants that are active, and stay so until they are. */
  async adopt(providers: readonly string[]): Promise<void> {
    for (const provider of providers) {
      await this.#knex.raw(
        `INSERT INTO provider_states (grant_id, provider, wanted)
          SELECT id, ?, 'active' FROM grants WHERE state = 'active'
          ORDER BY id FOR SHARE
          ON CONFLICT DO NOTHING`,
        [provider],
      );
    }
  }

  /**
   * Takes what is due. Nobody else talks to the same provider about the same grant until it is settled or the claim is
   * over, so that a late `activate` cannot come after a `revoke`.
   */
  async claim(
    providers: readonly string[],
    forSeconds: number,
  ): Promise<ProviderTask[]> {
    const { rows } = await this.#knex.raw(
      `WITH due AS (
        SELECT grant_id, provider FROM provider_states
        WHERE confirmed IS DISTINCT FROM wanted
          AND provider = ANY(:providers::text[])
          AND next_try_at <= clock_timestamp()
          AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
        ORDER BY wanted = 'gone' DESC, next_try_at
        LIMIT :mostAtOnce
        FOR UPDATE SKIP LOCKED
      ), claimed AS (
        UPDATE provider_states p SET attempts = p.attempts + 1,
          claimed_until = clock_timestamp() + make_interval(secs => :forSeconds)
        FROM due
        WHERE p.grant_id = due.grant_id AND p.provider = due.provider
        RETURNING p.*
      )
      SELECT c.provider, c.wanted, c.attempts, g.id, g.holder, g.hosts, g.account, g.ends_at,
        (SELECT count(*)::int FROM sessions s
          WHERE s.grant_id = g.id AND s.state = 'active') AS live_sessions,
        (SELECT count(*)::int FROM certificates x
          WHERE x.grant_id = g.id AND x.revoked_at IS NULL
            AND x.valid_to > clock_timestamp()) AS usable_certificates
      FROM claimed c JOIN grants g ON g.id = c.grant_id`,
      { providers: [...providers], mostAtOnce, forSeconds },
    );
    return rows.map(toTask);
  }

  /** Writes down that a provider has done what it was told. It may have to be told something else by now. */
  async confirm(task: ProviderTask): Promise<void> {
    await this.#rowOf(task).update({
      // Whoever wants something else counts anew; the same with another end is something else, too.
      confirmed: this.#knex.raw(
        'CASE WHEN attempts = ? THEN ? ELSE confirmed END',
        [task.attempts, task.wanted],
      ),
      claimed_until: null,
      problem: null,
    });
  }

  /** Has a provider told again later: the pauses double. */
  async postpone(task: ProviderTask, problem: string): Promise<void> {
    await this.#rowOf(task).update({
      claimed_until: null,
      problem: problem.slice(0, 1000),
      next_try_at: this.#knex.raw(
        `CASE WHEN wanted = ? THEN clock_timestamp() + make_interval(secs => ?)
          ELSE next_try_at END`,
        [task.wanted, Math.min(2 ** task.attempts, longestPauseSeconds)],
      ),
    });
  }

  #rowOf({ grant, provider }: ProviderTask) {
    return this.#knex('provider_states').where({
      grant_id: grant.id,
      provider,
    });
  }
}

function toTask(row: {
  provider: string;
  wanted: 'active' | 'gone';
  attempts: number;
  id: number;
  holder: string;
  hosts: ProvidedGrant['hosts'];
  account: string;
  ends_at: Date;
  live_sessions: number;
  usable_certificates: number;
}): ProviderTask {
  return {
    provider: row.provider,
    wanted: row.wanted,
    attempts: row.attempts,
    grant: {
      id: row.id,
      holder: row.holder,
      hosts: row.hosts,
      account: row.account,
      endsAt: row.ends_at,
      remains: {
        liveSessions: row.live_sessions,
        usableCertificates: row.usable_certificates,
      },
    },
  };
}

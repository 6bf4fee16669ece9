import { Command, CommandLog, Done } from '@stagedoor/commands';
import { grantLifecycle } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { sayRef } from '../words/sayRef';
import { addEvent } from './events';
import { endGrant, lockGrant } from './lockGrant';
import { wantProviders } from './ProviderOutbox';

const mostAtOnce = 100;

/** A grant that time or a check is to do something about. */
export interface DueGrant {
  id: number;
  holder: string;
}

/** A grant whose holder has to be looked at again. */
export interface UncheckedGrant extends DueGrant {
  /** The holder might not have had it any more the last time, and that is not long ago. */
  isDoubted: boolean;
}

/** A grant that has not ended, and the hosts that it is for. */
export interface OpenGrant {
  id: number;
  hostRefs: string[];
}

const openStates = ['scheduled', 'active'];

/** Older doubts say nothing about now. */
const doubtsLastMinutes = 10;

/** Changes grants: each change is one transaction with its line of history. */
export class GrantWriter {
  readonly #commands: CommandLog<string>;
  readonly #knex: Knex;
  readonly #providers: () => readonly string[];

  constructor(options: {
    commands: CommandLog<string>;
    knex: Knex;
    providers: () => readonly string[];
  }) {
    this.#commands = options.commands;
    this.#knex = options.knex;
    this.#providers = options.providers;
  }

  /** Ends a grant as a person wants it. */
  end(
    wish: {
      grant: number;
      event: 'return' | 'revoke';
      by: string;
      because: string;
    },
    command: Command,
  ): Promise<Done<string>> {
    return this.#commands.changeOnce(command, String(wish.grant), async trx => {
      await endGrant(trx, wish.grant, wish);
    });
  }

  /** Takes a grant away because its holder may not have it any more. Does nothing if it is over. */
  async revoke(id: number, because: string): Promise<boolean> {
    return this.#knex.transaction(trx =>
      endGrant(
        trx,
        id,
        { event: 'revoke', because },
        ({ state }) => !grantLifecycle.isTerminal(state),
      ),
    );
  }

  /** Ends grants whose time is over. */
  async expireDue(): Promise<number[]> {
    const due: DueGrant[] = await this.#knex('grants')
      .where('state', 'active')
      .whereRaw('ends_at <= clock_timestamp()')
      .orderBy('ends_at')
      .limit(mostAtOnce)
      .select('id');
    const expired: number[] = [];
    for (const { id } of due) {
      const isOver = await this.#knex.transaction(trx =>
        endGrant(
          trx,
          id,
          { event: 'expire', because: 'Its time is over' },
          // It may have been prolonged or ended since we looked.
          grant => grant.state === 'active' && grant.seconds_left <= 0,
        ),
      );
      if (isOver) {
        expired.push(id);
      }
    }
    return expired;
  }

  /** Those that wait for their start, and have reached it. */
  async listStarting(): Promise<DueGrant[]> {
    return this.#knex('grants')
      .where('state', 'scheduled')
      .whereRaw('starts_at <= clock_timestamp()')
      .orderBy('starts_at')
      .limit(mostAtOnce)
      .select('id', 'holder');
  }

  /** Begins a grant whose start has come. */
  async activate(id: number): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const grant = await lockGrant(trx, id);
      const to = grantLifecycle.next(grant.state, 'activate');
      if (!to) {
        return false;
      }
      await trx('grants')
        .where({ id, state: grant.state })
        .update({ state: to, checked_at: trx.raw('clock_timestamp()') });
      await wantProviders(trx, id, { active: this.#providers() });
      await addEvent(trx, {
        grant: id,
        request: grant.request_id,
        event: 'activate',
        text: 'Access has begun',
      });
      return true;
    });
  }

  /** Those that end soon and whose holders have not heard of it; from now on they have. */
  async takeWarnings(minutes: number): Promise<number[]> {
    const near = this.#knex('grants')
      .where('state', 'active')
      .whereNull('warned_at')
      .whereRaw('ends_at <= clock_timestamp() + make_interval(mins => ?)', [
        minutes,
      ])
      .whereRaw('ends_at > clock_timestamp()')
      // Whoever was given less than that knows.
      .whereRaw('ends_at - starts_at > make_interval(mins => ?)', [minutes]);
    const rows: DueGrant[] = await this.#knex('grants')
      .whereIn('id', lockInOrder(near))
      .update({ warned_at: this.#knex.raw('clock_timestamp()') })
      .returning(['id', 'holder']);
    return rows.map(({ id }) => id);
  }

  /** Open ones whose holders were not looked at for some time. */
  async listUnchecked(olderThanSeconds: number): Promise<UncheckedGrant[]> {
    return this.#knex('grants')
      .whereIn('state', openStates)
      .whereRaw(
        "coalesce(checked_at, 'epoch') < clock_timestamp() - make_interval(secs => ?)",
        [olderThanSeconds],
      )
      .orderBy('checked_at')
      .limit(mostAtOnce)
      .select(
        'id',
        'holder',
        this.#knex.raw(
          `coalesce(doubted_at > clock_timestamp() - make_interval(mins => ?), false) AS "isDoubted"`,
          [doubtsLastMinutes],
        ),
      );
  }

  /** Those that have not ended. */
  async listOpen(page: { after: number; limit: number }): Promise<OpenGrant[]> {
    return this.#knex('grants')
      .whereIn('state', openStates)
      .where('id', '>', page.after)
      .orderBy('id')
      .limit(page.limit)
      .select('id', 'host_refs as hostRefs');
  }

  /**
   * Writes down who owns the hosts of a grant now: it is for them to take it away, and to see its sessions that live.
   *
   * @returns whether it was somebody else before
   */
  async refreshOwners(id: number, owners: readonly string[]): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const changed = await trx('grants')
        .where({ id })
        .whereIn('state', openStates)
        .whereRaw('host_owners <> ?::text[]', [[...owners]])
        .update({ host_owners: [...owners] });
      if (changed === 0) {
        return false;
      }
      await trx('sessions')
        .where({ grant_id: id, state: 'active' })
        .update({ host_owners: [...owners] });
      await addEvent(trx, {
        grant: id,
        event: 'owners',
        text: `The hosts and what runs on them belong to ${owners.map(sayRef).join(', ') || 'nobody'} now`,
      });
      return true;
    });
  }

  /** @param doubted - those among them whose holders might not have them any more */
  async markChecked(
    ids: readonly number[],
    doubted: readonly number[],
  ): Promise<void> {
    const looked = this.#knex('grants').whereIn('id', [...ids]);
    await this.#knex('grants')
      .whereIn('id', lockInOrder(looked))
      .update({
        checked_at: this.#knex.raw('clock_timestamp()'),
        doubted_at: this.#knex.raw(
          'CASE WHEN id = ANY(?::integer[]) THEN clock_timestamp() END',
          [[...doubted]],
        ),
      });
  }
}

/** Certificates lock several grants, too: in one order, nobody waits for each other. */
function lockInOrder(grants: Knex.QueryBuilder): Knex.QueryBuilder {
  return grants.orderBy('id').forNoKeyUpdate().select('id');
}

import { ConflictError, NotAllowedError } from '@backstage/errors';
import { Command, CommandLog, Done } from '@stagedoor/commands';
import { PinnedHost } from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { StoredRule } from '../policy/StoredRule';
import { sayMinutes } from '../words/sayMinutes';
import { sayOneOf } from '../words/sayRef';
import { addEvent } from './events';
import { lockRequest, moveRequest, refuseIfDecided } from './lockRequest';
import { NewReview, OnEnough, recordReview } from './recordReview';
import { refuseSecondExtension } from './refuseSecondExtension';

/** A request that somebody makes, planned and permitted. */
export interface NewRequest {
  requestedBy: string;
  hosts: PinnedHost[];
  hostOwners: string[];
  account: string;
  minutes: number;
  startsAt?: string;
  reason: string;
  ticket?: string;
  component?: string;
  rule: StoredRule;
  extends?: number;
  expireAfterMs: number;
}

/** Changes requests: each change is one transaction with its line of history. */
export class RequestWriter {
  readonly #commands: CommandLog<string>;
  readonly #knex: Knex;
  readonly #providers: () => readonly string[];

  constructor(options: {
    commands: CommandLog<string>;
    knex: Knex;
    /** Ids of whoever has to be told of new grants. */
    providers: () => readonly string[];
  }) {
    this.#commands = options.commands;
    this.#knex = options.knex;
    this.#providers = options.providers;
  }

  /** The request that a command was about or made, if it was done before. */
  async findDone(command: Command): Promise<number | undefined> {
    const subject = await this.#commands.findDone(command);
    return subject === undefined ? undefined : Number(subject);
  }

  create(wanted: NewRequest, command: Command): Promise<Done<string>> {
    return this.#commands.runOnce(command, async trx => {
      if (wanted.extends !== undefined) {
        await refuseSecondExtension(trx, wanted.extends);
      }
      const [{ id }] = await trx('requests')
        .insert({
          ...toColumns(trx, wanted),
          state: 'pending',
          requested_by: wanted.requestedBy,
          extends_grant: wanted.extends ?? null,
        })
        .returning('id');
      await addEvent(trx, {
        request: id,
        grant: wanted.extends,
        event: 'create',
        by: wanted.requestedBy,
        text: wanted.extends
          ? `Asked for ${sayMinutes(wanted.minutes)} more`
          : `Asked for ${wanted.account} on ${wanted.hosts.map(({ name }) => name).join(', ')} for ${sayMinutes(wanted.minutes)}`,
      });
      return String(id);
    });
  }

  /** Makes a new version of a request that waits. What was said about the old one counts no more. */
  edit(
    id: number,
    version: number,
    wanted: NewRequest,
    command: Command,
  ): Promise<Done<string>> {
    return this.#commands.changeOnce(command, String(id), async trx => {
      const request = await lockRequest(trx, id);
      refuseIfDecided(request);
      if (request.requestedBy !== wanted.requestedBy) {
        throw new NotAllowedError('Only whoever asked can change a request');
      }
      if (request.version !== version) {
        throw new ConflictError(
          `Request #${id} has changed since you read it: read it again`,
        );
      }
      await trx('requests')
        .where({ id, state: 'pending', version })
        .update({ ...toColumns(trx, wanted), version: version + 1 });
      await addEvent(trx, {
        request: id,
        event: 'edit',
        by: wanted.requestedBy,
        text: `Changed it: version ${version + 1}. Earlier reviews count no more`,
      });
    });
  }

  /** Records what somebody says, and what follows from everything that was said. */
  review(
    review: NewReview,
    onEnough: OnEnough,
    command: Command,
  ): Promise<Done<string>> {
    return this.#commands.changeOnce(command, String(review.request), trx =>
      recordReview(trx, review, onEnough, this.#providers()),
    );
  }

  cancel(
    wish: { request: number; by: string; comment?: string },
    command: Command,
  ): Promise<Done<string>> {
    const text = `Taken back${wish.comment ? `: ${wish.comment}` : ''}`;
    return this.#commands.changeOnce(
      command,
      String(wish.request),
      async trx => {
        const request = await lockRequest(trx, wish.request);
        if (request.state !== 'cancelled') {
          await moveRequest(trx, request, {
            event: 'cancel',
            by: wish.by,
            text,
          });
        }
      },
    );
  }

  /** Writes down what is asked now, after owners, hosts or policies have changed. */
  async refreshRule(
    request: { id: number; version: number },
    rule: StoredRule,
    hostOwners: readonly string[],
  ): Promise<boolean> {
    const changed = await this.#knex('requests')
      .where({ ...request, state: 'pending' })
      .whereRaw('(rule <> ?::jsonb OR host_owners <> ?::text[])', [
        JSON.stringify(rule),
        [...hostOwners],
      ])
      .update({ rule: JSON.stringify(rule), host_owners: [...hostOwners] });
    if (changed > 0) {
      await addEvent(this.#knex, {
        request: request.id,
        event: 'rule',
        text: `The policy asks ${rule.everyOf.map(sayOneOf).join(', and ')} now`,
      });
    }
    return changed > 0;
  }

  /** Ends requests that nobody reviewed in time. */
  async expireDue(): Promise<number[]> {
    return this.#knex.transaction(async trx => {
      const due: Array<{ id: number }> = await trx('requests')
        .where('state', 'pending')
        .whereRaw('expires_at <= clock_timestamp()')
        .orderBy('id')
        .limit(100)
        .forUpdate()
        .skipLocked()
        .select('id');
      const text = 'Nobody reviewed it in time';
      for (const { id } of due) {
        await moveRequest(
          trx,
          { id, state: 'pending' },
          { event: 'expire', text },
        );
      }
      return due.map(({ id }) => id);
    });
  }
}

function toColumns(trx: Knex.Transaction, wanted: NewRequest) {
  return {
    hosts: JSON.stringify(wanted.hosts),
    host_refs: wanted.hosts.map(({ ref }) => ref),
    host_owners: wanted.hostOwners,
    account: wanted.account,
    minutes: wanted.minutes,
    starts_at: wanted.startsAt ?? null,
    reason: wanted.reason,
    ticket: wanted.ticket ?? null,
    component: wanted.component ?? null,
    rule: JSON.stringify(wanted.rule),
    expires_at: trx.raw("clock_timestamp() + ? * interval '1 millisecond'", [
      wanted.expireAfterMs,
    ]),
  };
}

import {
  BastionVerdict,
  GrantState,
  SessionState,
} from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';

/** What decides whether a session may go on, and what its recording consists of so far. */
export interface SessionClock {
  id: string;
  state: SessionState;
  startedAt: Date;
  chunks: number;
  bytes: number;
  seconds: number;
  chain: string;
  /** Somebody wants it ended. */
  ends: boolean;
  because: string | null;
  grantState: GrantState;
  /** Of the grant, by the database's clock. */
  secondsLeft: number;
}

/** Selects a session as `s`, if it is one of that bastion. */
export function selectClock(
  knex: Knex,
  session: { id: string; bastion: string },
): Knex.QueryBuilder<object, SessionClock[]> {
  return knex('sessions as s')
    .join('grants as g', 'g.id', 's.grant_id')
    .where({ 's.id': session.id, 's.bastion': session.bastion })
    .select(
      's.id',
      's.state',
      's.seconds',
      's.chain',
      's.chunks',
      's.started_at as startedAt',
      's.ended_because as because',
      'g.state as grantState',
      knex.raw('s.bytes::float8 AS bytes'),
      knex.raw('s.terminate_at IS NOT NULL AS ends'),
      knex.raw(
        'extract(epoch FROM g.ends_at - now())::float8 AS "secondsLeft"',
      ),
    );
}

/** Decides whether a session may go on. */
export function judge(clock: SessionClock): BastionVerdict {
  const { because, ends, grantState, secondsLeft, state } = clock;
  if (state !== 'active') {
    return stop(because ?? 'This session is over for the platform.');
  }
  if (grantState === 'revoked') {
    return stop(
      because
        ? `This access was taken away: ${because}`
        : 'This access was taken away.',
    );
  }
  if (grantState === 'ended') {
    return stop('This access was given back.');
  }
  if (grantState !== 'active' || secondsLeft <= 0) {
    return stop('The time of this access is over.');
  }
  if (ends) {
    return stop(because ?? 'This session was ended.');
  }
  return { goOn: true, secondsLeft };
}

function stop(message: string): BastionVerdict {
  return { goOn: false, message, secondsLeft: 0 };
}

import { PinnedHost, SessionState } from '@stagedoor/plugin-access-common';

/** A session as the database knows it. */
export interface StoredSession {
  id: string;
  grant: number;
  request: number;
  holder: string;
  host: PinnedHost;
  hostOwners: string[];
  account: string;
  command?: string;
  interactive: boolean;
  from: string;
  bastion: string;
  state: SessionState;
  startedAt: Date;
  endedAt?: Date;
  exitCode?: number;
  endedBecause?: string;
  /** Somebody wants it ended, and its bastion has not said yet that it is. */
  ends: boolean;
  recording: {
    state: 'recording' | 'whole' | 'torn' | 'none';
    problem?: string;
    bytes: number;
    seconds: number;
    chain: string;
  };
}

/** Reads a row of `sessions as s`, with `request_id` of its grant. */
export function toSession(row: Record<string, any>): StoredSession {
  return {
    id: row.id,
    grant: row.grant_id,
    request: row.request_id,
    holder: row.holder,
    host: row.host,
    hostOwners: row.host_owners,
    account: row.account,
    command: row.command ?? undefined,
    interactive: row.interactive,
    from: row.from_address,
    bastion: row.bastion,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    exitCode: row.exit_code ?? undefined,
    endedBecause: row.ended_because ?? undefined,
    ends: row.state === 'active' && row.terminate_at !== null,
    recording: {
      state: row.recording_state,
      problem: row.recording_problem ?? undefined,
      bytes: Number(row.bytes),
      seconds: row.seconds,
      chain: row.chain,
    },
  };
}

/** What is there to read of the recording of a session. */
export function toRead({ id, startedAt, recording }: StoredSession) {
  const { bytes, chain } = recording;
  return { id, startedAt, bytes, chain };
}

import { Session } from '@stagedoor/plugin-access-common';
import { SessionRights } from './SessionAccess';
import { StoredSession } from './StoredSession';

/** Describes a session to somebody with these rights. */
export function describeSession(
  session: StoredSession,
  rights: SessionRights,
): Session {
  const { recording } = session;
  return {
    id: session.id,
    grant: session.grant,
    request: session.request,
    holder: session.holder,
    host: session.host,
    account: session.account,
    state: session.state,
    command: session.command,
    interactive: session.interactive,
    from: session.from,
    startedAt: session.startedAt.toISOString(),
    endedAt: session.endedAt?.toISOString(),
    exitCode: session.exitCode,
    endedBecause: session.endedBecause,
    recording: {
      bytes: recording.bytes,
      seconds: recording.seconds,
      state: recording.state,
      problem: recording.problem,
    },
    actions: {
      terminate: explainTermination(session, rights),
      replay:
        rights.replay.allowed && recording.state === 'none'
          ? { allowed: false, reason: 'Nothing of it was recorded' }
          : rights.replay,
    },
  };
}

function explainTermination(
  session: StoredSession,
  { terminate }: SessionRights,
): Session['actions']['terminate'] {
  if (session.state !== 'active') {
    return { allowed: false, reason: 'It has ended' };
  }
  return terminate.allowed && session.ends
    ? { allowed: false, reason: 'It is being ended' }
    : terminate;
}

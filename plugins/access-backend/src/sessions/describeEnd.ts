import { JsonObject } from '@backstage/types';
import { StoredSession } from './StoredSession';

/** What the audit log tells of a session that is over: among it what its recording consists of, which must not change. */
export function describeEnd(session: StoredSession | undefined): JsonObject {
  return {
    state: session?.state ?? null,
    grant: session?.grant ?? null,
    holder: session?.holder ?? null,
    recordingBytes: session?.recording.bytes ?? null,
    recordingChain: session?.recording.chain ?? null,
  };
}

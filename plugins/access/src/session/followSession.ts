import {
  createWatchdog,
  describeError,
  pause as wait,
} from '@stagedoor/ui-parts';
import type { AccessApi } from '../api/accessApiRef';
import { isTear } from './moments';
import { readLines } from './readLines';

/** How the connection to a session is doing. */
export type LiveConnection = 'connecting' | 'live' | 'waiting' | 'over';

/** The platform says something every 15 seconds, if only that it is there. */
const silenceMs = 40_000;
const firstPauseMs = 500;
const longestPauseMs = 15_000;

/**
 * Follows what a session shows until it ends, may not be watched, or the signal says so; after a cut it goes on with the
 * line after the last one that it handed out. Never rejects.
 */
export async function followSession(options: {
  api: Pick<AccessApi, 'call' | 'followRecording'>;
  session: string;
  /** The next line of the recording, each once. */
  onLine: (line: string) => void;
  onConnection: (connection: LiveConnection, problem?: unknown) => void;
  signal: AbortSignal;
  /** Waits; ends early, without an error, when the signal says so. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { api, session, onLine, onConnection, signal, pause = wait } = options;
  const encoder = new TextEncoder();
  let from = 0;
  let fruitless = 0;

  /** @returns whether nothing can come any more */
  const readStream = async (): Promise<boolean> => {
    const watchdog = createWatchdog(silenceMs, signal);
    try {
      const { body } = await api.followRecording(
        session,
        from,
        watchdog.signal,
      );
      onConnection('live');
      if (!body) {
        throw new Error('The answer is empty.');
      }
      const lines = readLines(body, () => watchdog.expect(silenceMs));
      for await (const line of lines) {
        if (line !== '') {
          from += encoder.encode(line).length + 1;
          fruitless = 0;
          onLine(line);
        }
        if (isTear(line)) {
          return true;
        }
      }
    } finally {
      watchdog.stop();
    }
    const { state, recording } = await api.call(
      'getSession',
      { params: { id: session } },
      { signal },
    );
    return state !== 'active' && recording.bytes <= from;
  };

  onConnection('connecting');
  while (!signal.aborted) {
    try {
      if (await readStream()) {
        onConnection('over');
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const { kind } = describeError(error);
      if (kind === 'denied' || kind === 'absent') {
        onConnection('over', error);
        return;
      }
      onConnection('waiting', error);
    }
    const ms = Math.min(longestPauseMs, firstPauseMs * 2 ** fruitless);
    fruitless += 1;
    await pause(ms, signal);
  }
}

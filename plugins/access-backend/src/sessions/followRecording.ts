import { setTimeout as sleep } from 'node:timers/promises';
import { beginningOf, RecordingReader } from '../recordings/RecordingReader';
import { StoredSession, toRead } from './StoredSession';

/** How often is looked for more: bastions send what they have about as often. */
const lookEveryMs = 500;
/** How often is asked whether the reader still may. */
const checkEveryMs = 10_000;
/** Whoever hears nothing for long takes a connection for dead. */
const quietMs = 15_000;
/** Then the reader connects again, with a token that is still good. */
const longestMs = 30 * 60_000;

/**
 * A recording from a byte on, and what is added to it for as long as the session lives. While nothing is added, a blank
 * line now and then says that somebody is there.
 *
 * @throws TornRecording where it is not as it was recorded
 */
export async function* followRecording(options: {
  recordings: RecordingReader;
  from: number;
  /** What is known of the session now. */
  look: () => Promise<StoredSession | undefined>;
  /** @throws if the reader may not watch it any more */
  mayStillWatch: () => Promise<unknown>;
  signal: AbortSignal;
}): AsyncGenerator<Buffer> {
  const { recordings, from, look, mayStillWatch, signal } = options;
  const place = beginningOf();
  const begun = Date.now();
  let heard = begun;
  let checked = begun;
  while (!signal.aborted && Date.now() - begun < longestMs) {
    if (Date.now() - checked > checkEveryMs) {
      await mayStillWatch();
      checked = Date.now();
    }
    const session = await look();
    if (!session) {
      return;
    }
    const end = session.recording.bytes;
    if (end > place.position) {
      yield* recordings.read(toRead(session), { start: from, end }, place);
      heard = Date.now();
    }
    if (session.state !== 'active') {
      return;
    }
    if (Date.now() - heard > quietMs) {
      yield Buffer.from('\n');
      heard = Date.now();
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

import { parseEvents } from '../recordings/asciicast';
import { beginningOf, RecordingReader } from '../recordings/RecordingReader';
import { Match, RecordingSearch } from '../recordings/RecordingSearch';
import { TornRecording } from '../recordings/TornRecording';
import { SessionWriter } from './SessionWriter';
import { StoredSession, toRead } from './StoredSession';

const mostMatches = 100;

/** What was found, and up to where it could be looked for. */
export interface Matches {
  items: Match[];
  more: boolean;
  /** Seconds up to which the recording is whole, if it is not. */
  tornAt?: number;
}

/** Finds text in a recording as far as it is whole, and marks it where that turns out not to be all of it. */
export async function searchRecording(
  session: StoredSession,
  needle: string,
  options: {
    recordings: RecordingReader;
    writer: SessionWriter;
    /** Nobody wants to know any more. */
    signal?: AbortSignal;
  },
): Promise<Matches> {
  const { recordings, signal, writer } = options;
  const search = new RecordingSearch(needle, mostMatches);
  const place = beginningOf();
  let isTorn = session.recording.state === 'torn';
  try {
    for await (const chunk of recordings.read(
      toRead(session),
      undefined,
      place,
    )) {
      parseEvents(chunk.toString()).forEach(event => search.push(event));
      if (search.isDone || signal?.aborted) {
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof TornRecording)) {
      throw error;
    }
    isTorn = true;
    await writer.markTorn(session.id, error.message);
  }
  return {
    ...search.finish(),
    ...(isTorn && !search.isDone && { tornAt: place.seconds }),
  };
}

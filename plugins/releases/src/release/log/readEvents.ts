import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** Longer than any event the server sends: a page of lines is flushed at 64 KiB, escapes included. */
const maxEventCharacters = 8 * 1024 * 1024;

/**
 * Reads the events of a stream as they come. An event that the end of the stream cuts in two is not handed out.
 *
 * @param onBytes - called for everything that arrives, comments that only keep the stream alive included
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<EventSourceMessage, void, void> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({
    maxBufferSize: maxEventCharacters,
    onEvent: event => {
      arrived.push(event);
    },
    onError: error => {
      // A field this reader does not know is no reason to stop; an endless event is.
      if (error.type === 'max-buffer-size-exceeded') {
        throw error;
      }
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onBytes();
      parser.feed(decoder.decode(value, { stream: true }));
      yield* arrived.splice(0);
    }
  } finally {
    // Also when whoever reads stops early: the connection is given back.
    reader.cancel().catch(() => {});
  }
}

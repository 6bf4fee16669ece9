/**
 * Reads the lines of a stream as they come. A line that the end of the stream cuts in two is not handed out.
 *
 * @param onBytes - called for everything that arrives
 */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onBytes();
      const lines = (rest + decoder.decode(value, { stream: true })).split(
        '\n',
      );
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    // Also when whoever reads stops early: the connection is given back.
    reader.cancel().catch(() => {});
  }
}

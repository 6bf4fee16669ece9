/**
 * Reads server-sent events until the stream ends or the signal says so.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<{ event: string, id?: string, data: string }>}
 */
export async function* readEvents(response) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end; (end = rest.indexOf('\n\n')) >= 0;) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const event = parseEvent(block);
      if (event) {
        yield event;
      }
    }
  }
}

function parseEvent(block) {
  const fields = { event: 'message', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/s.exec(line) ?? [];
    if (name) {
      fields[name] = value;
    }
  }
  return fields.data ? fields : undefined;
}

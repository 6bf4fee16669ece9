import { LogLine, LogPage } from '@stagedoor/plugin-releases-common';

/** One server-sent event. */
export interface LogEvent {
  id?: string;
  event: string;
  data: unknown;
}

/** Reads a stream of events until it ends or is aborted. */
export async function* readEvents(
  response: Response,
): AsyncGenerator<LogEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of response.body!) {
    rest += decoder.decode(bytes, { stream: true });
    const parts = rest.split('\n\n');
    rest = parts.pop()!;
    for (const part of parts.filter(text => !text.startsWith(':'))) {
      const fields = new Map(
        part.split('\n').map(line => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)] as const;
        }),
      );
      yield {
        id: fields.get('id'),
        event: fields.get('event')!,
        data: JSON.parse(fields.get('data')!),
      };
    }
  }
}

/** Collects the lines of a stream that ends. */
export async function collectLines(response: Response): Promise<{
  lines: LogLine[];
  ended: boolean;
  changes: number;
}> {
  const lines: LogLine[] = [];
  let ended = false;
  let changes = 0;
  for await (const { event, data } of readEvents(response)) {
    if (event === 'lines') {
      lines.push(...(data as LogPage).lines);
    } else if (event === 'end') {
      ended = true;
    } else {
      changes += 1;
    }
  }
  return { lines, ended, changes };
}

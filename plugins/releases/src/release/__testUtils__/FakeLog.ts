import type { LogLine, LogPage } from '@stagedoor/plugin-releases-common';
import { delay, http, HttpResponse } from 'msw';

const base = 'http://localhost:7007/api/releases/releases';

/** What a connection to {@link FakeLog} does instead of going on for ever. */
export type StreamFault =
  /** Ends after so many lines. */
  | { kind: 'cut'; afterLines: number }
  /** Ends in the middle of the event that brings the line. */
  | { kind: 'cut-inside'; afterLines: number }
  /** Sends some lines that were sent before once more. */
  | { kind: 'repeat'; from: number }
  /** Leaves lines out. */
  | { kind: 'skip'; to: number }
  /** Says nothing at all, as behind a proxy that gathers. */
  | { kind: 'held-back' }
  /** Is refused. */
  | { kind: 'refused'; status: number };

export function makeLine(n: number, more: Partial<LogLine> = {}): LogLine {
  return {
    n,
    at: new Date(Date.UTC(2026, 10, 22, 14, 0, n)).toISOString(),
    step: 'build',
    stream: 'out',
    text: `line ${n}`,
    ...more,
  };
}

export function makeLines(count: number): LogLine[] {
  return Array.from({ length: count }, (_, index) => makeLine(index + 1));
}

const errorNames: Record<number, string> = {
  404: 'NotFoundError',
  503: 'ServiceUnavailableError',
};

function refuse(status: number) {
  const body = {
    error: { name: errorNames[status], message: 'no' },
    response: { statusCode: status },
  };
  return HttpResponse.json(body, { status });
}

/** The log of a release on a server that behaves as the contract says, on a network that does not. */
export class FakeLog {
  readonly lines: LogLine[];
  isEnded: boolean;
  /** One for each connection, in order; connections after them work. */
  readonly faults: StreamFault[] = [];
  streams = 0;
  /** The log may no longer be read. */
  isGone = false;
  /** Answers hold no more lines than this, however many are asked for. */
  longestPage = Infinity;
  reads: URLSearchParams[] = [];
  /** So many pages that are asked for next are never answered, as by a server that is cut off. */
  silentReads = 0;
  #changes = 0;
  readonly #waiting = new Set<() => void>();

  constructor(lines: LogLine[] = [], options: { isEnded?: boolean } = {}) {
    this.lines = lines;
    this.isEnded = options.isEnded ?? false;
  }

  write(...lines: LogLine[]): void {
    this.lines.push(...lines);
    this.#waiting.forEach(wake => wake());
  }

  /** Says on every stream that something else about the release has changed. */
  tellChange(): void {
    this.#changes += 1;
    this.#waiting.forEach(wake => wake());
  }

  end(): void {
    this.isEnded = true;
    this.#waiting.forEach(wake => wake());
  }

  handlers(release: number) {
    return [
      http.get(`${base}/${release}/log`, ({ request }) => {
        const query = new URL(request.url).searchParams;
        this.reads.push(query);
        if (this.silentReads > 0) {
          this.silentReads -= 1;
          return delay('infinite');
        }
        if (this.isGone) {
          return refuse(404);
        }
        return HttpResponse.json(this.#answer(query));
      }),
      http.get(`${base}/${release}/log/events`, ({ request }) => {
        this.streams += 1;
        const after = Number(new URL(request.url).searchParams.get('after'));
        const fault = this.faults.shift();
        if (fault?.kind === 'refused') {
          return refuse(fault.status);
        }
        return new HttpResponse(this.#stream(after, fault, request.signal), {
          headers: { 'Content-Type': 'text/event-stream' },
        });
      }),
    ];
  }

  #answer(query: URLSearchParams): LogPage {
    const after = Number(query.get('after') ?? 0);
    const limit = Math.min(
      Number(query.get('limit') ?? 1000),
      this.longestPage,
    );
    const search = query.get('search')?.toLowerCase();
    const matching = this.lines.filter(
      line =>
        line.n > after &&
        (!search || line.text.toLowerCase().includes(search)) &&
        (!query.get('step') || line.step === query.get('step')) &&
        (!query.get('host') || line.host === query.get('host')),
    );
    const lines = matching.slice(0, limit);
    const last = this.lines.at(-1)?.n ?? 0;
    const isWhole = lines.length === matching.length;
    const cursor = isWhole ? last : (lines.at(-1)?.n ?? after);
    return { lines, cursor, end: this.isEnded && isWhole, last };
  }

  #stream(
    after: number,
    fault: StreamFault | undefined,
    signal: AbortSignal,
  ): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let at = after;
    if (fault?.kind === 'repeat') {
      at = fault.from - 1;
    }
    if (fault?.kind === 'skip') {
      at = fault.to - 1;
    }
    let sent = 0;
    let isOpened = false;
    let told = this.#changes;
    return new ReadableStream({
      pull: async controller => {
        const send = (text: string) => controller.enqueue(encoder.encode(text));
        if (fault?.kind === 'held-back') {
          await this.#wake(signal);
          controller.close();
          return;
        }
        if (!isOpened) {
          isOpened = true;
          send(': following\n\n');
          return;
        }
        const isQuiet = () =>
          at >= this.lines.length && !this.isEnded && told === this.#changes;
        while (isQuiet() && !signal.aborted) {
          await this.#wake(signal);
        }
        if (told !== this.#changes) {
          told = this.#changes;
          send('event: release\ndata: {}\n\n');
          return;
        }
        if (signal.aborted) {
          controller.close();
          return;
        }
        const line = this.lines.find(({ n }) => n > at);
        if (!line) {
          send('event: end\ndata: {}\n\n');
          controller.close();
          return;
        }
        const event = `id: ${line.n}\nevent: lines\ndata: ${JSON.stringify({ lines: [line], cursor: line.n, end: false })}\n\n`;
        const isCut =
          (fault?.kind === 'cut' || fault?.kind === 'cut-inside') &&
          sent >= fault.afterLines;
        if (isCut) {
          if (fault.kind === 'cut-inside') {
            send(event.slice(0, -12));
          }
          controller.close();
          return;
        }
        at = line.n;
        sent += 1;
        // Chunks of a network know nothing of events.
        const middle = Math.floor(event.length / 2);
        send(event.slice(0, middle));
        send(event.slice(middle));
      },
    });
  }

  #wake(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

import { http, HttpResponse } from 'msw';

/** A recording that grows while it is read, on a network that cuts connections. */
export class FakeLive {
  #bytes = new Uint8Array();
  #isEnded = false;
  readonly #waiting = new Set<() => void>();
  /** From which byte on each connection was asked for. */
  readonly asked: number[] = [];
  /** After how many bytes each connection breaks; those after them do not. */
  readonly cuts: number[] = [];

  get bytes(): number {
    return this.#bytes.length;
  }

  write(...lines: unknown[]): void {
    const more = new TextEncoder().encode(
      lines.map(line => `${JSON.stringify(line)}\n`).join(''),
    );
    this.#bytes = new Uint8Array([...this.#bytes, ...more]);
    this.#wake();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  handlers() {
    return [
      http.get(
        'http://localhost:7007/api/access/sessions/:id/recording/live',
        ({ request }) => {
          const from = Number(new URL(request.url).searchParams.get('from'));
          this.asked.push(from);
          request.signal.addEventListener('abort', () => this.#wake());
          return new HttpResponse(
            this.#stream(from, this.cuts.shift(), request.signal),
            { headers: { 'Content-Type': 'text/plain' } },
          );
        },
      ),
    ];
  }

  #stream(
    from: number,
    cut = Infinity,
    signal: AbortSignal,
  ): ReadableStream<Uint8Array> {
    let sent = from;
    return new ReadableStream<Uint8Array>({
      pull: async controller => {
        while (
          sent >= this.#bytes.length &&
          !this.#isEnded &&
          !signal.aborted
        ) {
          await new Promise<void>(resolve => this.#waiting.add(resolve));
        }
        const end = Math.min(this.#bytes.length, from + cut);
        if (end > sent) {
          controller.enqueue(this.#bytes.slice(sent, end));
          sent = end;
        }
        if (sent === from + cut || this.#isEnded || signal.aborted) {
          controller.close();
        }
      },
    });
  }

  #wake(): void {
    this.#waiting.forEach(wake => wake());
    this.#waiting.clear();
  }
}

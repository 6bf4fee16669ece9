import { LogLine } from '@stagedoor/plugin-releases-common';

/** Lines that are written, stored and sent together. */
export interface LogChunk {
  firstLine: number;
  lastLine: number;
  /** Of the texts, as in the downloaded log. */
  bytes: number;
  /** One JSON document per line: a reader that wants whole pages never has to parse them. */
  lines: string;
  steps: string[];
  hosts: string[];
}

/** Collects lines into a chunk. */
export class LogChunkBuilder {
  readonly #documents: string[] = [];
  readonly #steps = new Set<string>();
  readonly #hosts = new Set<string>();
  #firstLine = 0;
  #lastLine = 0;
  #bytes = 0;
  #size = 0;

  /** About how much memory it takes. */
  get size(): number {
    return this.#size;
  }

  add(line: LogLine, bytes: number): void {
    const document = JSON.stringify(line);
    this.#documents.push(document);
    this.#steps.add(line.step);
    if (line.host !== undefined) {
      this.#hosts.add(line.host);
    }
    this.#firstLine ||= line.n;
    this.#lastLine = line.n;
    this.#bytes += bytes;
    this.#size += document.length + 1;
  }

  build(): LogChunk {
    return {
      firstLine: this.#firstLine,
      lastLine: this.#lastLine,
      bytes: this.#bytes,
      lines: this.#documents.join('\n'),
      steps: [...this.#steps],
      hosts: [...this.#hosts],
    };
  }
}

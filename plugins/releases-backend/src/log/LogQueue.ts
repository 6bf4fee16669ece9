import { LogLine } from '@stagedoor/plugin-releases-common';
import { LogChunk, LogChunkBuilder } from './LogChunk';

const chunkSize = 64 * 1024;
const chunksAtOnce = 8;

/** Lines that wait to be stored, in order. */
export class LogQueue {
  readonly #sealed: LogChunk[] = [];
  #open = new LogChunkBuilder();
  #sealedSize = 0;

  /** About how much memory it takes. */
  get size(): number {
    return this.#sealedSize + this.#open.size;
  }

  get empty(): boolean {
    return this.size === 0;
  }

  /** Whether a whole chunk is ready. */
  get full(): boolean {
    return this.#sealed.length > 0;
  }

  add(line: LogLine, bytes: number): void {
    this.#open.add(line, bytes);
    if (this.#open.size >= chunkSize) {
      this.#seal();
    }
  }

  /** Takes out what should be stored next. */
  take(): LogChunk[] {
    if (this.#sealed.length < chunksAtOnce && this.#open.size > 0) {
      this.#seal();
    }
    const taken = this.#sealed.splice(0, chunksAtOnce);
    this.#sealedSize -= taken.reduce((sum, { lines }) => sum + lines.length, 0);
    return taken;
  }

  #seal(): void {
    const chunk = this.#open.build();
    this.#sealed.push(chunk);
    this.#sealedSize += chunk.lines.length;
    this.#open = new LogChunkBuilder();
  }
}

import {
  access,
  constants,
  type FileHandle,
  open,
  readFile,
} from 'node:fs/promises';
import type { Payment, Refund } from './payment.ts';

/** Facts, in the order in which they happened. Nothing is ever changed. */
export type JournalEntry =
  | { type: 'payment'; key: string; fingerprint: string; payment: Payment }
  | { type: 'refund'; key: string; fingerprint: string; refund: Refund };

export interface Journal {
  readAll(): Promise<JournalEntry[]>;
  append(entry: JournalEntry): Promise<void>;
  /** Throws if the next fact could not be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Forgets everything at the end of the process; for development and tests. */
export class MemoryJournal implements Journal {
  readonly #entries: JournalEntry[] = [];

  async readAll() {
    return [...this.#entries];
  }

  async append(entry: JournalEntry) {
    this.#entries.push(entry);
  }

  async check() {}

  async close() {}
}

/** One JSON line for each fact, on disk before the caller hears of it. */
export class FileJournal implements Journal {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<FileJournal> {
    const journal = new FileJournal(path, await open(path, 'a', 0o600));
    await journal.#dropHalfLine();
    return journal;
  }

  async readAll(): Promise<JournalEntry[]> {
    return readJournal(this.#path);
  }

  async append(entry: JournalEntry): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(entry)}\n`);
    await this.#file.datasync();
  }

  async check(): Promise<void> {
    await access(this.#path, constants.W_OK);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** A crash in the middle of a write leaves a line that nobody was told of. */
  async #dropHalfLine(): Promise<void> {
    const content = await readFile(this.#path);
    const end = content.lastIndexOf('\n') + 1;
    if (end < content.length) await this.#file.truncate(end);
  }
}

/** Reads a journal that another process may be writing to. */
export async function readJournal(path: string): Promise<JournalEntry[]> {
  const text = await readFile(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}

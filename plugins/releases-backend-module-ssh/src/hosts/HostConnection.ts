import { Readable, Writable } from 'node:stream';
import { Answer } from './AnswerReader';

/** What the program is told while it runs: a line, and perhaps bytes after it. */
export interface HostReply {
  line: string;
  bytes?: Readable;
}

/** One run of the program on a host. */
export interface HostRequest {
  /** The verb and its words. */
  words: readonly string[];
  /**
   * Called with each answer, in order. What it returns is written to the standard input, which ends then; it is left
   * open until something was returned.
   */
  onAnswer?(answer: Answer): Promise<HostReply | undefined>;
  /**
   * Variables for a command, as lines of shell, written to its standard input. That is left open afterwards, so that the
   * host notices when nobody waits for the command any more.
   */
  settings?: string;
  /** Where the output of commands goes. Discarded when absent. */
  output?: { out: Writable; err: Writable };
  signal?: AbortSignal;
  timeoutMs?: number;
}

/** What identifies the folder on the host, and who wants to change it. */
export interface HostScope {
  path: string;
  release: number;
  epoch: number;
  component: string;
}

/** What the program answered, and the code that the command ended with. */
export interface HostResponse {
  answers: readonly Answer[];
  code: number;
}

/** A way to run the program on one host. */
export interface HostConnection {
  /** The folder that stands for `/` of the host: '' unless the host is a folder of this machine. */
  readonly root: string;
  /**
   * Runs the program once.
   *
   * @throws HostRefusedError when the program says no
   * @throws ContactLostError when it is not known how far it came
   * @throws the reason of the signal
   */
  run(scope: HostScope, request: HostRequest): Promise<HostResponse>;
  close(): Promise<void>;
  /** Aborted when the connection has ended. */
  readonly closed: AbortSignal;
}

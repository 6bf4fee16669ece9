import { LogLine } from '@stagedoor/plugin-releases-common';

/** Where a line comes from. */
export type LineOrigin = Pick<LogLine, 'step' | 'host' | 'stream'>;

/** Takes lines whose text is clean and masked. */
export interface LineSink {
  add(origin: LineOrigin, text: string, continues?: true): void;
  /** Resolves when there is room for more. */
  waitForRoom(): Promise<void>;
  /** Resolves when everything added so far is stored. @throws LeaseLostError */
  flush(): Promise<void>;
}

import type { ReleasesClient } from '@stagedoor/plugin-releases-common';

/** Where a log is read from: the part of the client of the backend that is about logs. */
export type LogSource = Pick<
  ReleasesClient,
  'followLog' | 'readLog' | 'downloadLog'
>;

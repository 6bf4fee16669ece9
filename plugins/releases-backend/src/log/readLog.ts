import { LogPage, releasesRoutes } from '@stagedoor/plugin-releases-common';
import { z } from 'zod';
import { DatabaseWake } from '../wake/DatabaseWake';
import { LogStore } from './LogStore';
import { LogWaiter } from './LogWaiter';

/** Reads a page of a log. With `wait` and nothing to tell, waits until there is something, or that many seconds. */
export async function readLog(options: {
  store: LogStore;
  wake: DatabaseWake;
  release: number;
  query: z.output<(typeof releasesRoutes)['readLog']['query']>;
  signal: AbortSignal;
}): Promise<LogPage> {
  const { store, wake, release, query, signal } = options;
  const { wait, ...filter } = query;
  const until = performance.now() + wait * 1000;
  const waiter = new LogWaiter(wake, release);
  try {
    let page = await store.readLines(release, filter);
    for (;;) {
      const leftMs = until - performance.now();
      if (page.lines.length > 0 || page.end || leftMs <= 0 || signal.aborted) {
        return page;
      }
      if (page.cursor >= page.last) {
        await waiter.wait(leftMs, signal);
      }
      page = await store.readLines(release, { ...filter, after: page.cursor });
    }
  } finally {
    waiter.close();
  }
}

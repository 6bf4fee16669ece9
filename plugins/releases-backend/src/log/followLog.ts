import express from 'express';
import { LogPump } from './LogPump';
import { heartbeat } from './sse';

const checkEveryMs = 60_000;
/** Then the reader connects again, with a token that is still good. */
const longestMs = 30 * 60_000;

/** Answers a request with a stream of events. */
export function followLog(options: {
  pump: LogPump;
  release: number;
  after: number;
  res: express.Response;
  /** @throws if the reader may not see it any more */
  mayStillRead: () => Promise<void>;
}): void {
  const { pump, release, after, res, mayStillRead } = options;
  res.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // Proxies and the compression of the backend would hold lines back.
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
  });
  res.flushHeaders();
  res.socket?.setNoDelay(true);
  // Some proxies and clients take a stream for open only once they have seen a byte of it.
  res.write(heartbeat);
  const check = setInterval(() => {
    mayStillRead().catch(() => res.end());
  }, checkEveryMs);
  const last = setTimeout(() => res.end(), longestMs);
  res.once('close', () => {
    clearInterval(check);
    clearTimeout(last);
  });
  pump.follow({ release, after, sink: res });
}

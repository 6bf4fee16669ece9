import { LogSlice, toPageJson } from './LogSlice';

/** Events as https://html.spec.whatwg.org/multipage/server-sent-events.html has them. */
export function linesEvent(slice: LogSlice): Buffer {
  return Buffer.from(
    `id: ${slice.last}\nevent: lines\ndata: ${toPageJson(slice, false)}\n\n`,
  );
}

/** Something other than the log has changed. */
export function releaseEvent(release: number): Buffer {
  return Buffer.from(`event: release\ndata: {"release":${release}}\n\n`);
}

/** Nothing follows. */
export function endEvent(release: number): Buffer {
  return Buffer.from(`event: end\ndata: {"release":${release}}\n\n`);
}

/** Keeps proxies from closing a quiet connection. */
export const heartbeat = Buffer.from(': still there\n\n');

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { audited } from '@stagedoor/commands';
import { parseWith } from '@stagedoor/http-contract';
import { FollowerSlots } from '@stagedoor/http-router';
import { accessRoutes } from '@stagedoor/plugin-access-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeHeader, writeMarker } from '../recordings/asciicast';
import { RecordingReader } from '../recordings/RecordingReader';
import { TornRecording } from '../recordings/TornRecording';
import { followRecording } from './followRecording';
import { readRange } from './readRange';
import { SessionReader } from './SessionReader';
import { SessionAsker, SessionService } from './SessionService';
import { SessionWriter } from './SessionWriter';
import { StoredSession, toRead } from './StoredSession';

/** How many may be watched at the same time: each of them holds a connection. */
const watchers = { perUser: 10, total: 200 };

/** Serves recordings as streams: never more of one than a chunk is in memory. */
export function createRecordingRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  reader: SessionReader;
  recordings: RecordingReader;
  service: SessionService;
  writer: SessionWriter;
  /** Says who asks. */
  recognize(
    credentials: SessionAsker['credentials'],
    request: Request,
  ): SessionAsker;
}): express.Router {
  const { auditor, httpAuth, service, recognize } = options;
  const slots = new FollowerSlots('sessions', watchers);
  const router = Router();

  async function admit(
    request: Request,
    eventId: string,
    meta: Record<string, string | number | null>,
  ) {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { id } = parseWith(accessRoutes.readRecording.params, request.params);
    const asker = recognize(credentials, request);
    // Written down before the first byte leaves; whether the last one arrives changes nothing about it.
    const session = await audited(
      auditor,
      {
        eventId,
        asker,
        meta: { session: id, ...meta },
        describe: ({ grant, holder, host }) => ({
          grant,
          holder,
          host: host.name,
        }),
      },
      () => service.openRecording(id, asker),
    );
    return { asker, session };
  }

  router.get(
    toExpress(accessRoutes.readRecording.path),
    async (request, response) => {
      const { session } = await admit(request, 'access-recording-replay', {
        range: request.get('range') ?? null,
      });
      await send(session, request, response, options);
    },
  );

  router.get(
    toExpress(accessRoutes.followRecording.path),
    async (request, response) => {
      const { from } = parseWith(
        accessRoutes.followRecording.query,
        request.query,
      );
      const { asker, session } = await admit(
        request,
        'access-recording-watch',
        { from },
      );
      // Freed when it is over, and not when the connection closes: it may be closed already.
      const free = slots.take(asker.ref);
      try {
        await follow(session, { from, asker, response }, options);
      } finally {
        free();
      }
    },
  );
  return router;
}

function toExpress(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

async function follow(
  session: StoredSession,
  watcher: { from: number; asker: SessionAsker; response: Response },
  options: {
    reader: SessionReader;
    recordings: RecordingReader;
    service: SessionService;
    writer: SessionWriter;
  },
): Promise<void> {
  const { from, asker, response } = watcher;
  const { reader, recordings, service } = options;
  if (response.destroyed) {
    return;
  }
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  response.set({
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    // Proxies and the compression of the backend would hold output back.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const content = followRecording({
    recordings,
    from,
    look: () => reader.find(session.id),
    mayStillWatch: () => service.openRecording(session.id, asker),
    signal: closed.signal,
  });
  await stream(untilTear(content, session, { ...options, from }), response);
}

async function send(
  session: StoredSession,
  request: Request,
  response: Response,
  options: { recordings: RecordingReader; writer: SessionWriter },
): Promise<void> {
  const { bytes } = session.recording;
  const range = readRange(request.get('range'), bytes);
  response.set({
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Disposition': `attachment; filename="${session.id}.cast"`,
    'X-Content-Type-Options': 'nosniff',
    'Accept-Ranges': 'bytes',
    // Parts of something compressed would be parts of something else.
    'Cache-Control': range ? 'no-store, no-transform' : 'no-store',
  });
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${bytes}`).end();
    return;
  }
  if (range) {
    response.status(206).set({
      'Content-Range': `bytes ${range.start}-${range.end - 1}/${bytes}`,
      'Content-Length': String(range.end - range.start),
    });
  }
  const content = options.recordings.read(toRead(session), range);
  await stream(
    range ? content : untilTear(content, session, options),
    response,
  );
}

async function stream(
  content: AsyncIterable<Buffer>,
  response: Response,
): Promise<void> {
  await pipeline(
    Readable.from(content, { objectMode: false, highWaterMark: 1 }),
    response,
  ).catch(error => {
    // A part has been sent already: the reader sees that the connection breaks.
    response.destroy(toError(error));
  });
}

/** A recording up to where it is torn, with a marker there. Of one that is all gone, players are shown an empty one. */
async function* untilTear(
  content: AsyncIterable<Buffer>,
  session: StoredSession,
  { from = 0, writer }: { from?: number; writer: SessionWriter },
): AsyncGenerator<Buffer> {
  let lacksHeader = from === 0;
  try {
    for await (const chunk of content) {
      yield chunk;
      lacksHeader = false;
    }
  } catch (error) {
    if (!(error instanceof TornRecording)) {
      throw error;
    }
    await writer.markTorn(session.id, error.message);
    if (lacksHeader) {
      const { account, host, startedAt } = session;
      const title = `${account}@${host.name}`;
      yield writeHeader({ startedAt, title, columns: 80, rows: 24 });
    }
    yield writeMarker(error.seconds, `Torn: ${error.message}`);
  }
}

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { audited } from '@stagedoor/commands';
import { parseWith } from '@stagedoor/http-contract';
import { accessRoutes } from '@stagedoor/plugin-access-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeMarker } from '../recordings/asciicast';
import { RecordingReader } from '../recordings/RecordingReader';
import { TornRecording } from '../recordings/TornRecording';
import { readRange } from './readRange';
import { SessionAsker, SessionService, toRead } from './SessionService';
import { SessionWriter } from './SessionWriter';
import { StoredSession } from './StoredSession';

/** Serves recordings as streams: never more of one than a chunk is in memory. */
export function createRecordingRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
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
  const router = Router();
  const path = accessRoutes.readRecording.path.replace('{id}', ':id');
  router.get(path, async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { id } = parseWith(accessRoutes.readRecording.params, request.params);
    const asker = recognize(credentials, request);
    // Written down before the first byte leaves; whether the last one arrives changes nothing about it.
    const session = await audited(
      auditor,
      {
        eventId: 'access-recording-replay',
        asker,
        meta: { session: id, range: request.get('range') ?? null },
        describe: ({ grant, holder, host }) => ({
          grant,
          holder,
          host: host.name,
        }),
      },
      () => service.openRecording(id, asker),
    );
    await send(session, request, response, options);
  });
  return router;
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
  await pipeline(
    Readable.from(range ? content : untilTear(content, session, options), {
      objectMode: false,
      highWaterMark: 1,
    }),
    response,
  ).catch(error => {
    // A part has been sent already: the reader sees that the connection breaks.
    response.destroy(toError(error));
  });
}

/** A recording up to where it is torn, with a marker there. */
async function* untilTear(
  content: AsyncIterable<Buffer>,
  session: StoredSession,
  { writer }: { writer: SessionWriter },
): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    if (!(error instanceof TornRecording)) {
      throw error;
    }
    await writer.markTorn(session.id, error.message);
    yield writeMarker(error.seconds, `Torn: ${error.message}`);
  }
}

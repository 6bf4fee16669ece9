import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import { entityRefSchema } from './fields';
import { sessionSchema } from './grant';
import { sessionStateSchema } from './lifecycle';
import {
  byId,
  bySession,
  comment,
  list,
  many,
  none,
  paging,
} from './routeParts';

/** Sessions and their recordings. */
export const sessionRoutes = {
  listSessions: {
    method: 'get',
    path: '/sessions',
    summary: 'List sessions, newest first',
    params: none,
    query: z.strictObject({
      state: many(sessionStateSchema),
      grant: byId.shape.id.optional(),
      holder: entityRefSchema.optional(),
      host: entityRefSchema.optional(),
      ...paging,
    }),
    response: list(sessionSchema),
  },
  getSession: {
    method: 'get',
    path: '/sessions/{id}',
    summary: 'Read one session',
    params: bySession,
    query: none,
    response: sessionSchema,
  },
  terminateSession: {
    method: 'post',
    path: '/sessions/{id}/termination',
    summary: 'End a session now',
    params: bySession,
    query: none,
    body: z.strictObject({ comment }),
    response: sessionSchema,
  },
  readRecording: {
    method: 'get',
    path: '/sessions/{id}/recording',
    summary:
      'Read the recording as asciicast v2, as far as there is one; audited',
    params: bySession,
    query: none,
    response: none,
    responseType: 'text/plain',
  },
  followRecording: {
    method: 'get',
    path: '/sessions/{id}/recording/live',
    summary:
      'Follow the recording of a session that lives, as asciicast v2; blank lines only keep the connection; audited',
    params: bySession,
    query: z.strictObject({
      /** How many bytes of the recording the reader has already. */
      from: z.coerce.number().int().min(0).default(0),
    }),
    response: none,
    responseType: 'text/plain',
  },
  searchRecording: {
    method: 'get',
    path: '/sessions/{id}/recording/matches',
    summary: 'Find text in a recording',
    params: bySession,
    query: z.strictObject({ search: z.string().min(1).max(200) }),
    response: z.strictObject({
      items: z.array(
        z.strictObject({
          /** Seconds from the start. */
          at: z.number(),
          text: z.string(),
        }),
      ),
      /** There are more than are listed. */
      more: z.boolean(),
      /** Seconds from the start up to which it could be searched: from there on the recording is torn. */
      tornAt: z.number().optional(),
    }),
  },
} as const satisfies Record<string, HttpRoute>;

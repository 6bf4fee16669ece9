import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import {
  bastionVerdictSchema,
  principalsQuestionSchema,
  sessionAnswerSchema,
  sessionQuestionSchema,
} from './bastion';
import {
  entityRefSchema,
  minutesSchema,
  proseSchema,
  timeSchema,
} from './fields';
import {
  certificateSchema,
  connectionSchema,
  grantSchema,
  grantSummarySchema,
  savedKeySchema,
  sessionSchema,
} from './grant';
import {
  grantStateSchema,
  requestStateSchema,
  sessionStateSchema,
} from './lifecycle';
import {
  accessPreviewSchema,
  accessRequestSchema,
  accessRequestSummarySchema,
  accessWishSchema,
  pinnedHostSchema,
} from './request';

const none = z.strictObject({});
const byId = z.strictObject({
  id: z.coerce.number().int().positive().max(2_147_483_647),
});
const bySession = z.strictObject({ id: z.uuid() });
const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true')
  .optional();
const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20).optional(),
  );
const paging = {
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};
const list = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional() });
const comment = proseSchema(2000).min(1).optional();

/**
 * The REST interface, once: the router, the client and the OpenAPI document are made from it. Every POST and PUT takes
 * an `Idempotency-Key` header; a repetition with the same key answers what the first one did.
 *
 * @public
 */
export const accessRoutes = {
  countAccess: {
    method: 'get',
    path: '/counts',
    summary:
      'Count what waits for the asker and what they hold; at most 100 each',
    params: none,
    query: none,
    response: z.strictObject({
      waitsForMe: z.number().int(),
      myGrants: z.number().int(),
    }),
  },
  previewRequest: {
    method: 'post',
    path: '/previews',
    summary: 'Tell who would have to approve a request and what is allowed',
    params: none,
    query: none,
    body: accessWishSchema.partial().extend({
      hosts: z.array(entityRefSchema).min(1).max(50),
      /** Not about the whole of a wish yet: a form asks while it is filled in. */
      reason: z.string().max(2000).optional(),
    }),
    response: accessPreviewSchema,
  },
  listRequests: {
    method: 'get',
    path: '/requests',
    summary: 'List requests, newest first',
    params: none,
    query: z.strictObject({
      state: many(requestStateSchema),
      requestedBy: entityRefSchema.optional(),
      host: entityRefSchema.optional(),
      component: entityRefSchema.optional(),
      waitsForMe: flag,
      ...paging,
    }),
    response: list(accessRequestSummarySchema),
  },
  createRequest: {
    method: 'post',
    path: '/requests',
    summary: 'Ask for access',
    params: none,
    query: none,
    body: accessWishSchema,
    response: accessRequestSchema,
    status: 201,
  },
  getRequest: {
    method: 'get',
    path: '/requests/{id}',
    summary: 'Read one request',
    params: byId,
    query: none,
    response: accessRequestSchema,
  },
  editRequest: {
    method: 'put',
    path: '/requests/{id}',
    summary:
      'Change a request that waits: a new version, which voids its reviews',
    params: byId,
    query: none,
    body: accessWishSchema.extend({ version: z.number().int() }),
    response: accessRequestSchema,
  },
  reviewRequest: {
    method: 'post',
    path: '/requests/{id}/reviews',
    summary:
      'Approve or deny a request; an approver may shorten it, never widen it',
    params: byId,
    query: none,
    body: z.strictObject({
      decision: z.enum(['approved', 'denied']),
      /** Of the request that was read. */
      version: z.number().int(),
      comment,
      minutes: minutesSchema.optional(),
      hosts: z.array(entityRefSchema).min(1).max(50).optional(),
    }),
    response: accessRequestSchema,
  },
  cancelRequest: {
    method: 'post',
    path: '/requests/{id}/cancellation',
    summary: 'Take a request back',
    params: byId,
    query: none,
    body: z.strictObject({ comment }),
    response: accessRequestSchema,
  },
  listGrants: {
    method: 'get',
    path: '/grants',
    summary: 'List grants, newest first',
    params: none,
    query: z.strictObject({
      state: many(grantStateSchema),
      holder: entityRefSchema.optional(),
      mine: flag,
      ...paging,
    }),
    response: list(grantSummarySchema),
  },
  getGrant: {
    method: 'get',
    path: '/grants/{id}',
    summary: 'Read one grant',
    params: byId,
    query: none,
    response: grantSchema,
  },
  issueCertificate: {
    method: 'post',
    path: '/grants/{id}/certificates',
    summary: 'Get a certificate for a public key, under a grant that one holds',
    params: byId,
    query: none,
    body: z.strictObject({
      /** One line, as in id_ed25519.pub. */
      publicKey: z.string().max(16_384).optional(),
      savedKey: z.number().int().optional(),
      /** Keep the key under this name. */
      saveAs: proseSchema(100).min(1).optional(),
    }),
    response: z.strictObject({
      /** The line for …-cert.pub. */
      certificate: z.string(),
      details: certificateSchema,
      connection: connectionSchema,
    }),
    status: 201,
  },
  returnGrant: {
    method: 'post',
    path: '/grants/{id}/return',
    summary: 'Give access back early; live sessions end',
    params: byId,
    query: none,
    body: none,
    response: grantSchema,
  },
  revokeGrant: {
    method: 'post',
    path: '/grants/{id}/revocation',
    summary: 'Take access away; live sessions end',
    params: byId,
    query: none,
    body: z.strictObject({ comment: proseSchema(2000).min(1) }),
    response: grantSchema,
  },
  extendGrant: {
    method: 'post',
    path: '/grants/{id}/extension',
    summary: 'Ask for more time: a request of its own, reviewed like the first',
    params: byId,
    query: none,
    body: z.strictObject({
      minutes: minutesSchema,
      reason: proseSchema(2000).min(1),
    }),
    response: accessRequestSchema,
    status: 201,
  },
  listHolders: {
    method: 'get',
    path: '/holders',
    summary: 'Tell who has access, now or at a moment in the past',
    params: none,
    query: z.strictObject({
      host: entityRefSchema.optional(),
      component: entityRefSchema.optional(),
      group: entityRefSchema.optional(),
      at: z.iso.datetime({ offset: true }).optional(),
    }),
    response: z.strictObject({
      at: timeSchema,
      hosts: z.array(
        z.strictObject({
          host: pinnedHostSchema,
          holders: z.array(
            z.strictObject({
              holder: z.string(),
              account: z.string(),
              grant: z.number().int(),
              endsAt: timeSchema,
              liveSessions: z.number().int(),
            }),
          ),
        }),
      ),
    }),
  },
  listKeys: {
    method: 'get',
    path: '/keys',
    summary: "List the asker's saved keys",
    params: none,
    query: none,
    response: z.strictObject({ items: z.array(savedKeySchema) }),
  },
  removeKey: {
    method: 'delete',
    path: '/keys/{id}',
    summary: 'Forget a saved key',
    params: byId,
    query: none,
    response: none,
  },
  listSessions: {
    method: 'get',
    path: '/sessions',
    summary: 'List sessions, newest first',
    params: none,
    query: z.strictObject({
      state: many(sessionStateSchema),
      grant: z.coerce.number().int().optional(),
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
    }),
  },
} as const satisfies Record<string, HttpRoute>;

/**
 * What bastions call, with their own key as bearer token. They can act only for sessions of active grants.
 *
 * @public
 */
export const bastionRoutes = {
  listPrincipals: {
    method: 'post',
    path: '/bastion/principals',
    summary: 'Tell whether a certificate lets its holder onto the bastion',
    params: none,
    query: none,
    body: principalsQuestionSchema,
    response: z.strictObject({
      principals: z.array(z.string()),
      /** Names of the hosts that it leads to. */
      hosts: z.array(z.string()),
    }),
  },
  beginSession: {
    method: 'post',
    path: '/bastion/sessions',
    summary: 'Begin a session and get a certificate for its one host',
    params: none,
    query: none,
    body: sessionQuestionSchema,
    response: sessionAnswerSchema,
    status: 201,
  },
  appendRecording: {
    method: 'post',
    path: '/bastion/sessions/{id}/recording',
    summary: 'Add a chunk to the recording; chunks are numbered from 0',
    params: bySession,
    query: none,
    body: z.strictObject({
      sequence: z.number().int().min(0),
      /** Asciicast v2 event lines, whole ones only. */
      lines: z.string().max(1_048_576),
      /** SHA-256 of the lines, in hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    response: bastionVerdictSchema,
  },
  keepSession: {
    method: 'post',
    path: '/bastion/sessions/{id}/heartbeat',
    summary: 'Say that a session lives, and hear whether it may go on',
    params: bySession,
    query: none,
    body: none,
    response: bastionVerdictSchema,
  },
  endSession: {
    method: 'post',
    path: '/bastion/sessions/{id}/end',
    summary: 'Say how a session ended',
    params: bySession,
    query: none,
    body: z.strictObject({
      exitCode: z.number().int().min(0).max(255).optional(),
      /** How many chunks there are. */
      chunks: z.number().int().min(0),
    }),
    response: none,
  },
  readRevocations: {
    method: 'get',
    path: '/bastion/revocations',
    summary: 'Read the revocation list (OpenSSH KRL), base64; never empty',
    params: none,
    query: none,
    response: z.strictObject({ krl: z.string(), version: z.string() }),
  },
} as const satisfies Record<string, HttpRoute>;

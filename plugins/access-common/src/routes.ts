import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import {
  entityRefSchema,
  idSchema,
  minutesSchema,
  momentSchema,
  proseSchema,
  timeSchema,
} from './fields';
import {
  certificateSchema,
  connectionSchema,
  grantSchema,
  listedGrantSchema,
  savedKeySchema,
} from './grant';
import { grantStateSchema, requestStateSchema } from './lifecycle';
import {
  accessPreviewSchema,
  accessRequestSchema,
  accessWishSchema,
  listedRequestSchema,
  pinnedHostSchema,
} from './request';
import { byId, comment, flag, list, many, none, paging } from './routeParts';
import { sessionRoutes } from './sessionRoutes';

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
    response: list(listedRequestSchema),
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
      host: entityRefSchema.optional(),
      mine: flag,
      ...paging,
    }),
    response: list(listedGrantSchema),
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
      savedKey: idSchema.optional(),
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
      at: momentSchema.optional(),
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
              startsAt: timeSchema,
              endsAt: timeSchema,
              /** When it ended earlier than it would have. */
              endedAt: timeSchema.optional(),
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
  ...sessionRoutes,
} as const satisfies Record<string, HttpRoute>;

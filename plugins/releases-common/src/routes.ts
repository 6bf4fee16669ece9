import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import { deploymentListSchema } from './deployments';
import { releaseStateSchema } from './lifecycle';
import { logPageSchema } from './log';
import { inspectionSchema, matrixSchema, previewSchema } from './matrix';
import { releaseKindSchema } from './plan';
import { releaseListSchema, releaseSchema } from './release';
import { changesSchema, versionListSchema } from './versions';

const none = z.strictObject({});
const componentSchema = z
  .string()
  .min(1)
  .max(300)
  .describe('Entity ref of a component');
const environmentSchema = z.string().min(1).max(63);
const releaseParams = z.strictObject({
  id: z.coerce.number().int().positive().max(2_147_483_647),
});
/** A parameter that may be repeated. */
const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20).optional(),
  );
const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true')
  .optional();
const reasonSchema = z.string().trim().min(1).max(2000).optional();

/** What to release, as asked for. @public */
export const releaseRequestSchema = z.strictObject({
  component: componentSchema,
  environment: environmentSchema,
  kind: releaseKindSchema.default('release'),
  /**
   * A commit id, tag or branch of the pipeline's source; a branch is resolved now. For a rollback, the commit to return
   * to. Not needed for a redeploy, which repeats what runs.
   */
  version: z.string().min(1).max(250).optional(),
  /** Entity refs of some of the pipeline's hosts. Defaults to all of them. */
  hosts: z.array(z.string().min(1).max(300)).min(1).max(500).optional(),
});

/** @public */
export type ReleaseRequest = z.input<typeof releaseRequestSchema>;

/**
 * The REST interface, once: the router, the client and the OpenAPI document are made from it. Every POST takes an
 * `Idempotency-Key` header; a repetition with the same key answers what the first one did.
 *
 * @public
 */
export const releasesRoutes = {
  listEnvironments: {
    method: 'get',
    path: '/environments',
    summary: 'List the environments in the order of delivery',
    params: none,
    query: none,
    response: z.strictObject({
      items: z.array(
        z.strictObject({
          name: z.string(),
          title: z.string(),
          approvals: z.number().int(),
          approvalsFrom: z.array(z.string()),
          whenBusy: z.enum(['queue', 'supersede', 'refuse']),
        }),
      ),
    }),
  },
  listReleases: {
    method: 'get',
    path: '/releases',
    summary: 'List releases, newest first',
    params: none,
    query: z.strictObject({
      component: componentSchema.optional(),
      environment: environmentSchema.optional(),
      state: many(releaseStateSchema),
      kind: many(releaseKindSchema),
      requestedBy: z.string().min(1).max(300).optional(),
      /** Only those that the asker may approve now. */
      waitsForMe: flag,
      cursor: z.string().min(1).max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    response: releaseListSchema,
  },
  countReleases: {
    method: 'get',
    path: '/counts',
    summary:
      'Count what waits for the asker and what is running; at most 100 each',
    params: none,
    query: none,
    response: z.strictObject({
      waitsForMe: z.number().int(),
      running: z.number().int(),
    }),
  },
  previewRelease: {
    method: 'post',
    path: '/previews',
    summary: 'Tell exactly what a release would do, without asking for it',
    params: none,
    query: none,
    body: releaseRequestSchema,
    response: previewSchema,
  },
  createRelease: {
    method: 'post',
    path: '/releases',
    summary: 'Ask for a release, a rollback or a redeploy',
    params: none,
    query: none,
    body: releaseRequestSchema.extend({
      reason: reasonSchema,
      /** Of the preview that was shown. Without it whatever is planned now is accepted. */
      planHash: z.string().max(100).optional(),
    }),
    response: releaseSchema,
    status: 201,
  },
  getRelease: {
    method: 'get',
    path: '/releases/{id}',
    summary: 'Read one release',
    params: releaseParams,
    query: none,
    response: releaseSchema,
  },
  decideRelease: {
    method: 'post',
    path: '/releases/{id}/approvals',
    summary: 'Approve or reject a release',
    params: releaseParams,
    query: none,
    body: z.strictObject({
      decision: z.enum(['approved', 'rejected']),
      comment: reasonSchema,
      /** Of the release that was read: the decision is about exactly this plan. */
      planHash: z.string().min(1).max(100),
    }),
    response: releaseSchema,
  },
  cancelRelease: {
    method: 'post',
    path: '/releases/{id}/cancellation',
    summary: 'Stop a release',
    params: releaseParams,
    query: none,
    body: z.strictObject({ reason: reasonSchema }),
    response: releaseSchema,
    status: 202,
  },
  retryRelease: {
    method: 'post',
    path: '/releases/{id}/retry',
    summary: 'Ask for a release of the same package to the hosts that lack it',
    params: releaseParams,
    query: none,
    body: z.strictObject({ reason: reasonSchema }),
    response: releaseSchema,
    status: 201,
  },
  getReleaseChanges: {
    method: 'get',
    path: '/releases/{id}/changes',
    summary: 'Compare a release with what was there before it',
    params: releaseParams,
    query: none,
    response: changesSchema,
  },
  readLog: {
    method: 'get',
    path: '/releases/{id}/log',
    summary: 'Read lines of the log; with `wait`, answer when there are some',
    params: releaseParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
      /** Up to this many seconds. */
      wait: z.coerce.number().int().min(0).max(30).default(0),
      step: z.string().max(100).optional(),
      host: z.string().max(100).optional(),
      /** Only lines that contain this text, whatever the case. */
      search: z.string().min(1).max(200).optional(),
    }),
    response: logPageSchema,
  },
  followLog: {
    method: 'get',
    path: '/releases/{id}/log/events',
    summary:
      'Follow the log as server-sent events: `lines` holds a page, `release` says that something else changed, `end` that nothing follows. Resumes with Last-Event-ID.',
    params: releaseParams,
    query: z.strictObject({
      after: z.coerce.number().int().min(0).default(0),
    }),
    response: logPageSchema,
    responseType: 'text/event-stream',
  },
  downloadLog: {
    method: 'get',
    path: '/releases/{id}/log/text',
    summary: 'Download the whole log as text',
    params: releaseParams,
    query: none,
    response: none,
    responseType: 'text/plain',
  },
  getMatrix: {
    method: 'get',
    path: '/matrix',
    summary: 'Tell what runs where',
    params: none,
    query: z.strictObject({ component: componentSchema }),
    response: matrixSchema,
  },
  listDeployments: {
    method: 'get',
    path: '/deployments',
    summary:
      'Tell which versions of the components of the asker run where, by name of the component; at most 100 components',
    params: none,
    query: z.strictObject({
      /** `me` stands for the asker and all groups above them. */
      owner: z.literal('me').default('me'),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    response: deploymentListSchema,
  },
  listVersions: {
    method: 'get',
    path: '/versions',
    summary: 'List versions that can be released, newest first',
    params: none,
    query: z.strictObject({
      component: componentSchema,
      /** `tags` lists tagged versions, `branch` the commits of a branch. */
      of: z.enum(['tags', 'branch']).default('branch'),
      branch: z.string().min(1).max(250).optional(),
      /** Part of a message, a tag, or the beginning of a commit id. */
      search: z.string().trim().min(1).max(200).optional(),
      cursor: z.string().min(1).max(300).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    response: versionListSchema,
  },
  compareVersions: {
    method: 'get',
    path: '/changes',
    summary: 'Compare what runs on an environment with a version',
    params: none,
    query: z.strictObject({
      component: componentSchema,
      environment: environmentSchema,
      version: z.string().min(1).max(250),
    }),
    response: changesSchema,
  },
  inspectHosts: {
    method: 'post',
    path: '/inspections',
    summary:
      'Check whether the hosts of an environment are ready for a release',
    params: none,
    query: none,
    body: z.strictObject({
      component: componentSchema,
      environment: environmentSchema,
    }),
    response: inspectionSchema,
  },
} as const satisfies Record<string, HttpRoute>;

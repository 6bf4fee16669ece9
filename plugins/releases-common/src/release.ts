import { z } from 'zod';
import {
  hostStateSchema,
  releaseStateSchema,
  stepStateSchema,
} from './lifecycle';
import { releaseKindSchema, releasePlanSchema } from './plan';
import { versionSchema } from './versions';

const timeSchema = z.string().describe('ISO 8601, UTC');

/**
 * Whether somebody may do something now, and if not, why: the page shows the reason next to the button.
 *
 * @public
 */
export const allowedSchema = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(true) }),
  z.strictObject({ allowed: z.literal(false), reason: z.string() }),
]);

/** @public */
export type Allowed = z.infer<typeof allowedSchema>;

/** One line of a list of releases. @public */
export const releaseSummarySchema = z.strictObject({
  /** Counts up from 1 over all components. */
  id: z.number().int().positive(),
  component: z.string(),
  environment: z.string(),
  /** What people call it. */
  environmentTitle: z.string(),
  kind: releaseKindSchema,
  version: versionSchema,
  state: releaseStateSchema,
  requestedBy: z.string(),
  requestedAt: timeSchema,
  startedAt: timeSchema.optional(),
  finishedAt: timeSchema.optional(),
  /** How it ended, in one sentence. */
  outcome: z.string().optional(),
  /** What it is doing: "Half: prod-2". */
  currentStep: z.string().optional(),
  hosts: z.strictObject({
    total: z.number().int(),
    /** On the new version and verified. */
    done: z.number().int(),
    failed: z.number().int(),
  }),
  cancelRequested: z.boolean(),
  /** The asker may approve or reject it now. */
  waitsForMe: z.boolean(),
});

/** @public */
export type ReleaseSummary = z.infer<typeof releaseSummarySchema>;

/** @public */
export const releaseStepSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  state: stepStateSchema,
  /** How often it was begun; more than 1 after a worker died. */
  attempt: z.number().int(),
  startedAt: timeSchema.optional(),
  finishedAt: timeSchema.optional(),
  /** A fact worth showing: "18.4 MB", or why it failed. */
  detail: z.string().optional(),
});

/** @public */
export type ReleaseStep = z.infer<typeof releaseStepSchema>;

/** @public */
export const releaseHostSchema = z.strictObject({
  ref: z.string(),
  name: z.string(),
  batch: z.number().int(),
  state: hostStateSchema,
  /** What is live there now, as far as this release knows. */
  runs: versionSchema.optional(),
  /** What was live there before this release. */
  previous: versionSchema.optional(),
  message: z.string().optional(),
  changedAt: timeSchema.optional(),
});

/** @public */
export type ReleaseHost = z.infer<typeof releaseHostSchema>;

/** @public */
export const approvalSchema = z.strictObject({
  by: z.string(),
  decision: z.enum(['approved', 'rejected']),
  comment: z.string().optional(),
  at: timeSchema,
  /** Whether it counts, and if not, why: "has left group:default/sre since". */
  counts: allowedSchema,
});

/** One person's recorded decision on one release. @public */
export type Approval = z.infer<typeof approvalSchema>;

/** @public */
export const approvalRuleSchema = z.strictObject({
  required: z.number().int(),
  given: z.number().int(),
  /** Groups and users, one of whom an approver has to be or belong to; `owner` stands for the owner of the component. */
  from: z.array(z.string()),
  /** People who could approve it now, without the requester. At most 20. */
  people: z.array(z.string()),
  /** After this time the request expires. */
  expiresAt: timeSchema.optional(),
});

/** @public */
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

/** One line of the history of a release. @public */
export const timelineEntrySchema = z.strictObject({
  at: timeSchema,
  /** Who did it; absent when the platform did. */
  by: z.string().optional(),
  text: z.string(),
});

/** @public */
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Everything about one release but its log. @public */
export const releaseSchema = releaseSummarySchema.extend({
  plan: releasePlanSchema,
  planHash: z.string(),
  reason: z.string().optional(),
  /** The release whose missing hosts this one is for. */
  retryOf: z.number().int().optional(),
  steps: z.array(releaseStepSchema),
  hostResults: z.array(releaseHostSchema),
  approvals: z.array(approvalSchema),
  /** Absent when the environment asks for none. */
  approvalRule: approvalRuleSchema.optional(),
  timeline: z.array(timelineEntrySchema),
  /** The release that holds the environment while this one is queued. */
  waitsFor: z.number().int().optional(),
  /** What happens to the hosts when it fails, in words. */
  ifItFails: z.string(),
  actions: z.strictObject({
    approve: allowedSchema,
    reject: allowedSchema,
    cancel: allowedSchema,
    retry: allowedSchema,
    redeploy: allowedSchema,
    rollBack: allowedSchema,
  }),
  /** What "roll back" would put there. */
  rollBackTo: versionSchema.optional(),
});

/** @public */
export type Release = z.infer<typeof releaseSchema>;

/** @public */
export const releaseListSchema = z.strictObject({
  items: z.array(releaseSummarySchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type ReleaseList = z.infer<typeof releaseListSchema>;

import { z } from 'zod';
import {
  accountSchema,
  allowedSchema,
  entityRefSchema,
  minutesSchema,
  momentSchema,
  proseSchema,
  timeSchema,
} from './fields';
import { grantStateSchema, requestStateSchema } from './lifecycle';

/** A host as it was when somebody asked for it: what is described later is not part of the request. @public */
export const pinnedHostSchema = z.strictObject({
  ref: z.string(),
  name: z.string(),
  /** `host:port`. */
  address: z.string(),
  environment: z.string(),
  /** Its public key, where the annotation `stagedoor.dev/host-key` says it. Otherwise it shows a certificate. */
  hostKey: z.string().max(4096).optional(),
});

/** @public */
export type PinnedHost = z.infer<typeof pinnedHostSchema>;

/** What somebody asks for. @public */
export const accessWishSchema = z.strictObject({
  /** Entity refs of hosts. */
  hosts: z.array(entityRefSchema).min(1).max(50),
  account: accountSchema,
  /** How long access lasts from its start. */
  minutes: minutesSchema,
  /** When it starts. Defaults to the moment of approval. */
  startsAt: momentSchema.optional(),
  reason: proseSchema(2000).min(1),
  /** Address of a ticket. */
  ticket: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** The component because of which it is asked for; for reviewers. */
  component: entityRefSchema.optional(),
});

/** @public */
export type AccessWish = z.infer<typeof accessWishSchema>;

/** What the policy says about a wish. @public */
export const ruleSchema = z.strictObject({
  /** Approvals needed. */
  required: z.number().int().min(1),
  /** Groups and users, to one of whom a reviewer has to belong. */
  from: z.array(z.string()),
  /** People who could review it now, without the requester. At most 20; of a decided request, nobody. */
  people: z.array(z.string()),
  /** Nobody of those whom the policy asks may do it, so platform engineers are asked instead. */
  escalated: z.boolean(),
  accounts: z.array(z.string()),
  mostMinutes: z.number().int(),
  /** Shortest reason, in characters. */
  shortestReason: z.number().int(),
  /** What a reason has to look like, in words of the policy. */
  reasonHint: z.string().optional(),
  /** How long answers usually take, in minutes: the median of the last ones. Only while it waits. */
  usualMinutes: z.number().optional(),
});

/** @public */
export type AccessRule = z.infer<typeof ruleSchema>;

/** What a form shows before anybody asks. @public */
export const accessPreviewSchema = z.strictObject({
  hosts: z.array(pinnedHostSchema),
  rule: ruleSchema.optional(),
  /** Why it cannot be asked for. Empty if it can. */
  blockers: z.array(z.string()),
  /** Sentences that people are to know: sessions are recorded … */
  notices: z.array(z.string()),
});

/** @public */
export type AccessPreview = z.infer<typeof accessPreviewSchema>;

/** One person's recorded decision on one version of a request. @public */
export const reviewSchema = z.strictObject({
  by: z.string(),
  decision: z.enum(['approved', 'denied']),
  comment: z.string().optional(),
  at: timeSchema,
  /** The version of the request that was reviewed. */
  version: z.number().int(),
  counts: allowedSchema,
  /** What the reviewer cut it down to. */
  minutes: z.number().int().optional(),
  hosts: z.array(z.string()).optional(),
});

/** @public */
export type Review = z.infer<typeof reviewSchema>;

/** @public */
export const timelineEntrySchema = z.strictObject({
  at: timeSchema,
  /** Absent when the platform did it. */
  by: z.string().optional(),
  text: z.string(),
});

/** @public */
export const accessRequestSummarySchema = z.strictObject({
  id: z.number().int().positive(),
  /** Grows with each edit; reviews are about one version. */
  version: z.number().int(),
  state: requestStateSchema,
  requestedBy: z.string(),
  requestedAt: timeSchema,
  hosts: z.array(pinnedHostSchema),
  account: z.string(),
  minutes: z.number().int(),
  startsAt: timeSchema.optional(),
  reason: z.string(),
  ticket: z.string().optional(),
  component: z.string().optional(),
  expiresAt: timeSchema,
  decidedAt: timeSchema.optional(),
  outcome: z.string().optional(),
  grant: z.number().int().optional(),
  /** The grant that it prolongs. */
  extends: z.number().int().optional(),
  waitsForMe: z.boolean(),
});

/** @public */
export type AccessRequestSummary = z.infer<typeof accessRequestSummarySchema>;

/** A line of a list. @public */
export const listedRequestSchema = accessRequestSummarySchema.extend({
  /** What became of the access that it opened or prolonged. */
  grantState: grantStateSchema.optional(),
});

/** @public */
export type ListedRequest = z.infer<typeof listedRequestSchema>;

/** @public */
export const accessRequestSchema = accessRequestSummarySchema.extend({
  rule: ruleSchema,
  reviews: z.array(reviewSchema),
  timeline: z.array(timelineEntrySchema),
  /** The same person's last requests for any of these hosts: context for reviewers. At most 10. */
  history: z.array(
    z.strictObject({
      id: z.number().int(),
      state: requestStateSchema,
      requestedAt: timeSchema,
      reason: z.string(),
    }),
  ),
  actions: z.strictObject({
    approve: allowedSchema,
    deny: allowedSchema,
    cancel: allowedSchema,
    edit: allowedSchema,
    clone: allowedSchema,
  }),
});

/** A person asks for an account on named hosts, for a time, with a reason. @public */
export type AccessRequest = z.infer<typeof accessRequestSchema>;

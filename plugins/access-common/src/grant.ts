import { z } from 'zod';
import { allowedSchema, timeSchema } from './fields';
import { grantStateSchema, sessionStateSchema } from './lifecycle';
import { pinnedHostSchema, timelineEntrySchema } from './request';

/** @public */
export const certificateSchema = z.strictObject({
  /** Decimal; up to 63 bits. */
  serial: z.string(),
  keyId: z.string(),
  /** SHA256:… of the key that it is for. */
  fingerprint: z.string(),
  issuedAt: timeSchema,
  validTo: timeSchema,
  revokedAt: timeSchema.optional(),
});

/** @public */
export type Certificate = z.infer<typeof certificateSchema>;

/** @public */
export const grantSummarySchema = z.strictObject({
  id: z.number().int().positive(),
  request: z.number().int(),
  state: grantStateSchema,
  holder: z.string(),
  hosts: z.array(pinnedHostSchema),
  account: z.string(),
  reason: z.string(),
  approvedBy: z.array(z.string()),
  startsAt: timeSchema,
  endsAt: timeSchema,
  endedAt: timeSchema.optional(),
  endedBy: z.string().optional(),
  endedBecause: z.string().optional(),
  /**
   * Whether every provider knows: `pending` while one has not confirmed. Access is refused here from the first moment.
   */
  propagation: z.enum(['confirmed', 'pending']),
  liveSessions: z.number().int(),
});

/** @public */
export type GrantSummary = z.infer<typeof grantSummarySchema>;

/** A line of a list. @public */
export const listedGrantSchema = grantSummarySchema.extend({
  /** Whether the asker may take it away now. */
  mayRevoke: z.boolean(),
});

/** @public */
export type ListedGrant = z.infer<typeof listedGrantSchema>;

/** How to log in, ready to paste. @public */
export const connectionSchema = z.strictObject({
  bastion: z.strictObject({
    address: z.string(),
    user: z.string(),
    /** Line for known_hosts. */
    knownHosts: z.string(),
  }),
  /** Where the commands and the configuration look for the certificate. */
  certificateFile: z.string(),
  /** For ~/.ssh/config. */
  sshConfig: z.string(),
  commands: z.array(z.strictObject({ host: z.string(), command: z.string() })),
});

/** @public */
export type Connection = z.infer<typeof connectionSchema>;

/** @public */
export const grantSchema = grantSummarySchema.extend({
  certificates: z.array(certificateSchema),
  timeline: z.array(timelineEntrySchema),
  /** Absent when there is no bastion, with the reason in `connectionProblem`. */
  connection: connectionSchema.optional(),
  connectionProblem: z.string().optional(),
  actions: z.strictObject({
    getCertificate: allowedSchema,
    giveBack: allowedSchema,
    revoke: allowedSchema,
    extend: allowedSchema,
  }),
});

/** The time-boxed right that an approved request opens. @public */
export type Grant = z.infer<typeof grantSchema>;

/** A public key of a person, kept so that it need not be pasted again. @public */
export const savedKeySchema = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  type: z.string(),
  fingerprint: z.string(),
  savedAt: timeSchema,
});

/** @public */
export type SavedKey = z.infer<typeof savedKeySchema>;

/** @public */
export const sessionSchema = z.strictObject({
  id: z.string(),
  grant: z.number().int(),
  request: z.number().int(),
  holder: z.string(),
  host: pinnedHostSchema,
  account: z.string(),
  state: sessionStateSchema,
  /** What was run instead of a shell. */
  command: z.string().optional(),
  interactive: z.boolean(),
  from: z.string(),
  startedAt: timeSchema,
  endedAt: timeSchema.optional(),
  exitCode: z.number().int().optional(),
  endedBecause: z.string().optional(),
  recording: z.strictObject({
    bytes: z.number().int(),
    /** Seconds of it. */
    seconds: z.number(),
    /** `torn`: it stops before the session did, or a part is missing or was changed. */
    state: z.enum(['recording', 'whole', 'torn', 'none']),
    problem: z.string().optional(),
  }),
  actions: z.strictObject({
    terminate: allowedSchema,
    replay: allowedSchema,
  }),
});

/** One SSH session under a grant. @public */
export type Session = z.infer<typeof sessionSchema>;

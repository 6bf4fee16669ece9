import { z } from 'zod';
import { timeSchema } from './fields';

/** What a bastion asks before it lets anybody in: the principals of a certificate. @public */
export const principalsQuestionSchema = z.strictObject({
  /** The account of the bastion that is logged in to. */
  user: z.string().max(64),
  keyId: z.string().max(300),
  serial: z.string().regex(/^\d{1,20}$/),
  /** SHA256:… of the key. */
  fingerprint: z.string().max(100),
});

/** A session is about to begin: the bastion asks for a certificate for one host. @public */
export const sessionQuestionSchema = z.strictObject({
  serial: z.string().regex(/^\d{1,20}$/),
  keyId: z.string().max(300),
  /** As the person typed it. */
  host: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'must be the name of a host'),
  command: z.string().max(16_384).optional(),
  interactive: z.boolean(),
  columns: z.number().int().min(1).max(1000).default(80),
  rows: z.number().int().min(1).max(1000).default(24),
  from: z.string().max(100),
  /** Public key that the bastion has just made, in one line. */
  publicKey: z.string().max(4096),
});

/** @public */
export const sessionAnswerSchema = z.strictObject({
  session: z.string(),
  certificate: z.string(),
  /** `host:port`. */
  address: z.string(),
  /** Name under which the host's key is checked. */
  hostKeyAlias: z.string(),
  account: z.string(),
  /** Lines for known_hosts. */
  knownHosts: z.string(),
  endsAt: timeSchema,
  /** Seconds from now until then, so that the clocks need not agree. */
  secondsLeft: z.number(),
  notice: z.string(),
});

/** @public */
export const bastionVerdictSchema = z.strictObject({
  /** The session may go on. */
  goOn: z.boolean(),
  /** Why not, or a warning for the terminal. */
  message: z.string().optional(),
  secondsLeft: z.number(),
});

/** @public */
export type PrincipalsQuestion = z.infer<typeof principalsQuestionSchema>;
/** @public */
export type SessionQuestion = z.infer<typeof sessionQuestionSchema>;
/** @public */
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;
/** @public */
export type BastionVerdict = z.infer<typeof bastionVerdictSchema>;

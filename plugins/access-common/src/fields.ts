import { z } from 'zod';

/** ISO 8601, UTC. */
export const timeSchema = z.string().describe('ISO 8601, UTC');

export const entityRefSchema = z
  .string({ error: 'must be an entity ref, such as resource:default/prod-1' })
  .min(1)
  .max(300);

/** The name of an account on a host. Never one that looks like an option. */
export const accountSchema = z
  .string()
  .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of an account');

/** Text by people: one paragraph or several, without anything that moves a cursor or turns text around. */
export const proseSchema = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine(
      text =>
        !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(
          text,
        ),
      { error: 'must not contain control characters' },
    );

/** Whether somebody may do something now, and if not, why. */
export const allowedSchema = z.discriminatedUnion('allowed', [
  z.strictObject({ allowed: z.literal(true) }),
  z.strictObject({ allowed: z.literal(false), reason: z.string() }),
]);

/** @public */
export type Allowed = z.infer<typeof allowedSchema>;

export const minutesSchema = z
  .number()
  .int()
  .min(5)
  .max(14 * 24 * 60);

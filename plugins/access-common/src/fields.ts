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

// Whatever moves a cursor, and the characters that turn text around; line feeds and tabs are text.
const unprintable = /[^\P{Cc}\t\n]|\p{Bidi_Control}/u;

/** Text by people: one paragraph or several. */
export const proseSchema = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine(text => !unprintable.test(text), {
      error: 'must not contain control characters',
    });

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

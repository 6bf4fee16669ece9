import { z } from 'zod';

/** ISO 8601, UTC. */
export const timeSchema = z.string().describe('ISO 8601, UTC');

/** The largest that the database keeps. */
export const mostId = 2_147_483_647;

export const idSchema = z.number().int().positive().max(mostId);

const year10000 = Date.UTC(10_000, 0);

/** A moment as somebody writes it, in whatever time zone. */
export const momentSchema = z.iso
  .datetime({ offset: true })
  .refine(text => Date.parse(text) >= 0 && Date.parse(text) < year10000, {
    error: 'must be from 1970 to 9999',
  });

export const entityRefSchema = z
  .string({ error: 'must be an entity ref, such as resource:default/prod-1' })
  .min(1)
  .max(300)
  .refine(ref => !/[\p{Cc}\p{Cs}]/u.test(ref), {
    error: 'must not contain control characters or halves of characters',
  });

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

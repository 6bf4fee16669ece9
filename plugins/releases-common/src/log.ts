import { z } from 'zod';

/**
 * One line of a release's log. Lines are counted from 1 within a release, without gaps; the number is also the cursor.
 *
 * @public
 */
export const logLineSchema = z.strictObject({
  n: z.number().int().positive(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Key of the step. */
  step: z.string(),
  /** Name of the host, for lines about one. */
  host: z.string().optional(),
  /** `note`: the platform speaks; `command`: what is run; `out` and `err`: what it printed. */
  stream: z.enum(['note', 'command', 'out', 'err']),
  /** Colours are kept as SGR sequences; every other control sequence is gone, secrets are masked. */
  text: z.string(),
  /** The line goes on in the next one: it was longer than 16 KiB. */
  continues: z.boolean().optional(),
});

/** @public */
export type LogLine = z.infer<typeof logLineSchema>;

/** @public */
export const logPageSchema = z.strictObject({
  lines: z.array(logLineSchema),
  /** Pass as `after` for what follows. */
  cursor: z.number().int(),
  /** Nothing will follow: the release has ended and this was its last line. */
  end: z.boolean(),
  /** Number of the last line there is so far, whatever the page holds: lets a reader begin near the end of a long log. */
  last: z.number().int().min(0).optional(),
});

/** @public */
export type LogPage = z.infer<typeof logPageSchema>;

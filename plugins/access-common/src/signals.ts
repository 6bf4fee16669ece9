import { z } from 'zod';

/** Channel of the signals plugin on which pages hear that something changed. @public */
export const accessSignalChannel = 'access';

/** Says what changed and nothing about it: whoever listens reads it with their own permission. @public */
export const accessSignalSchema = z.strictObject({
  kind: z.enum(['request', 'grant', 'session']),
  id: z.string(),
});

/** @public */
export type AccessSignal = z.infer<typeof accessSignalSchema>;

import { z } from 'zod';

/** Channel of the signals plugin on which pages hear that a release changed. @public */
export const releasesSignalChannel = 'releases';

/** Says which release changed and nothing about it: whoever listens reads it with their own permission. @public */
export const releasesSignalSchema = z.strictObject({
  release: z.number().int(),
});

/** @public */
export type ReleasesSignal = z.infer<typeof releasesSignalSchema>;

import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

export const destinationFieldSchema = makeFieldSchema({
  output: z =>
    z.object({
      kind: z.enum(['stored', 'github', 'gitlab']),
      host: z.string().optional(),
      owner: z.string().optional(),
    }),
  uiOptions: z =>
    z.object({
      allowedKinds: z
        .array(z.enum(['stored', 'github', 'gitlab']))
        .optional()
        .describe('Kinds that this template can be used with. All by default.'),
    }),
});

/** What the field holds: a destination whose owner may not be filled in yet. */
export type DestinationValue = typeof destinationFieldSchema.TOutput;

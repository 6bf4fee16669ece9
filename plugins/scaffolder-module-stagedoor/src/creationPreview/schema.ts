import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

export const creationPreviewFieldSchema = makeFieldSchema({
  output: z => z.null().optional(),
  uiOptions: z =>
    z.object({
      templateRef: z
        .string()
        .optional()
        .describe(
          'The template to preview. By default the one whose form this is.',
        ),
    }),
});

import { z } from 'zod';

/**
 * What a preview shows at most. A template that makes more is rendered whole, and shown up to here.
 *
 * @public
 */
export const previewLimits = {
  files: 500,
  bytes: 2 * 1024 * 1024,
  bytesPerFile: 128 * 1024,
  seconds: 20,
} as const;

/**
 * Body of `POST /preview`.
 *
 * @public
 */
export const previewRequestSchema = z.strictObject({
  templateRef: z
    .string()
    .regex(
      /^(?:template:)?(?:[\w.-]{1,63}\/)?[\w.-]{1,63}$/i,
      'must be a reference to a template, such as template:default/node-service',
    ),
  values: z.record(z.string(), z.json()),
});

/** @public */
export type PreviewRequest = z.infer<typeof previewRequestSchema>;

/** @public */
export const previewFileSchema = z.object({
  path: z.string().describe('Relative to the root of the repository.'),
  size: z.number().int().nonnegative().describe('In bytes.'),
  executable: z.boolean(),
  content: z.string().optional().describe('Absent when it is left out.'),
  leftOut: z
    .enum(['binary', 'too-large'])
    .optional()
    .describe('Why the content is left out.'),
});

/** @public */
export type PreviewFile = z.infer<typeof previewFileSchema>;

/** @public */
export const previewEntitySchema = z.object({
  entityRef: z.string(),
  kind: z.string(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
});

/** @public */
export type PreviewEntity = z.infer<typeof previewEntitySchema>;

/**
 * Answer of `POST /preview`: what a run with these values would make.
 *
 * @public
 */
export const previewSchema = z.object({
  repository: z
    .object({ name: z.string(), url: z.string(), cloneUrl: z.string() })
    .optional()
    .describe('Absent when the template makes no repository.'),
  files: z.array(previewFileSchema),
  totalFiles: z.number().int().nonnegative(),
  totalSize: z.number().int().nonnegative().describe('In bytes.'),
  entities: z
    .array(previewEntitySchema)
    .describe('What catalog-info.yaml will add to the catalog.'),
  problems: z
    .array(z.string())
    .describe('What the catalog would refuse, in words.'),
});

/** @public */
export type Preview = z.infer<typeof previewSchema>;

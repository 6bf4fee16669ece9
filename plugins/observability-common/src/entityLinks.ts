import { z } from 'zod';
import { linkGroupSchema, linkIconSchema } from './linkKinds';
import { findTimeRangeProblem, rangePresetSchema } from './timeRange';

/**
 * Name of an environment, such as `production`.
 *
 * @public
 */
export const environmentNameSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be lower case letters, digits and dashes, at most 63',
  );

const instantSchema = z.iso.datetime({
  offset: true,
  message: 'must be an ISO 8601 time with a zone, such as 2026-05-01T10:00:00Z',
});

/**
 * Query of `GET /entities/:kind/:namespace/:name/links`.
 *
 * @public
 */
export const entityLinksQuerySchema = z
  .strictObject({
    range: rangePresetSchema
      .optional()
      .describe('A range that ends now. Defaults to 1h.'),
    from: instantSchema.optional().describe('Start of the range, instead.'),
    to: instantSchema.optional().describe('End of the range, with from.'),
    environment: environmentNameSchema
      .optional()
      .describe('One of the configured environments. Defaults to the last.'),
  })
  .superRefine((query, context) => {
    const problem = findTimeRangeProblem(query);
    if (problem) {
      context.addIssue({
        code: 'custom',
        path: [problem.field],
        message: problem.message,
      });
    }
  });

/** @public */
export type EntityLinksQuery = z.infer<typeof entityLinksQuerySchema>;

const entityNamePart = z.string().min(1).max(253);

/**
 * Path of `GET /entities/:kind/:namespace/:name/links`.
 *
 * @public
 */
export const entityPathSchema = z.strictObject({
  kind: entityNamePart,
  namespace: entityNamePart,
  name: entityNamePart,
});

const linkBase = {
  title: z.string(),
  tool: z.string().describe('Name of the tool, or host of the address.'),
  icon: linkIconSchema,
  source: z
    .enum(['config', 'preset', 'entity'])
    .describe(
      'Who wrote it: the links in config, a configured tool, or the entity.',
    ),
};

/** @public */
export const openLinkSchema = z.object({
  status: z.literal('ok'),
  ...linkBase,
  url: z.url({ protocol: /^https?$/ }),
});

/** @public */
export const missingLinkSchema = z.object({
  status: z.literal('missing'),
  ...linkBase,
  reason: z.string(),
  addAnnotation: z.object({
    annotation: z.string(),
    example: z.string(),
    yaml: z.string().describe('Ready to paste into catalog-info.yaml.'),
  }),
});

/** @public */
export const refusedLinkSchema = z.object({
  status: z.literal('refused'),
  ...linkBase,
  reason: z.string(),
});

/** @public */
export const entityLinkSchema = z.discriminatedUnion('status', [
  openLinkSchema,
  missingLinkSchema,
  refusedLinkSchema,
]);

/** @public */
export const entityLinksSchema = z.object({
  entityRef: z.string(),
  groups: z.array(
    z.object({ group: linkGroupSchema, links: z.array(entityLinkSchema) }),
  ),
  range: z.object({
    preset: rangePresetSchema.optional(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
  environment: z.string().optional(),
  environments: z.array(z.string()),
});

/**
 * A link that opens.
 *
 * @public
 */
export type OpenLink = z.infer<typeof openLinkSchema>;

/**
 * A link that would be there if the entity had an annotation.
 *
 * @public
 */
export type MissingLink = z.infer<typeof missingLinkSchema>;

/**
 * A link that is not offered because its address is not safe or cannot be built.
 *
 * @public
 */
export type RefusedLink = z.infer<typeof refusedLinkSchema>;

/** @public */
export type EntityLink = z.infer<typeof entityLinkSchema>;

/** @public */
export type EntityLinks = z.infer<typeof entityLinksSchema>;

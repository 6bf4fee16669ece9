import {
  linkGroupSchema,
  linkIconSchema,
} from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { UrlTemplate } from '../links/UrlTemplate';

const annotationNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
    'must be the name of an annotation, such as grafana/dashboard-selector',
  );

const wordsSchema = z
  .array(z.string().min(1))
  .min(1)
  .transform(words => words.map(word => word.toLocaleLowerCase('en-US')));

const urlTemplateSchema = z.string().transform((text, context) => {
  try {
    return UrlTemplate.parse(text);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: error instanceof Error ? error.message : String(error),
    });
    return z.NEVER;
  }
});

/** One entry of `observability.links`. */
export const linkConfigSchema = z.strictObject({
  title: z.string().min(1).max(80),
  group: linkGroupSchema,
  icon: linkIconSchema.default('link'),
  /** Name of the tool beside the link; the host if left out. */
  tool: z.string().min(1).max(40).optional(),
  url: urlTemplateSchema,
  when: z
    .strictObject({
      kind: wordsSchema.optional(),
      type: wordsSchema.optional(),
      annotation: z
        .union([annotationNameSchema, z.array(annotationNameSchema)])
        .transform(names => [names].flat())
        .optional(),
    })
    .default({}),
  /** Leaves the link out, instead of teaching it, where an annotation is missing. */
  optional: z.boolean().default(false),
});

export type LinkConfig = z.output<typeof linkConfigSchema>;

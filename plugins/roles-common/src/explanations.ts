import { z } from 'zod';
import { roleSchema } from './roles';

/** How many questions one request may ask. @public */
export const MAX_EXPLANATIONS = 50;

/**
 * "May I do this, on this?"
 *
 * @public
 */
export const explanationQuestionSchema = z.strictObject({
  /** The name of a permission, such as `catalog.entity.refresh`. */
  permission: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\w.:-]+$/, 'must be the name of a permission'),
  /** What it is about; an entity ref for permissions of the catalog. */
  resourceRef: z.string().min(1).max(500).optional(),
});

/** @public */
export type ExplanationQuestion = z.infer<typeof explanationQuestionSchema>;

/** Body of `POST /api/permission/explanations`. @public */
export const explanationsRequestSchema = z.strictObject({
  items: z.array(explanationQuestionSchema).min(1).max(MAX_EXPLANATIONS),
});

/** A user or group, as people call it. @public */
export const namedRefSchema = z.strictObject({
  entityRef: z.string(),
  title: z.string(),
});

/** @public */
export type NamedRef = z.infer<typeof namedRefSchema>;

/** Who owns a resource, with some of the people one can ask. @public */
export const explainedOwnerSchema = namedRefSchema.extend({
  people: z.array(namedRefSchema),
});

/** @public */
export type ExplainedOwner = z.infer<typeof explainedOwnerSchema>;

/**
 * The answer to one question, in sentences that a person can act on.
 *
 * @public
 */
export const explanationSchema = z.strictObject({
  permission: z.string(),
  resourceRef: z.string().optional(),
  /** What the permission is called: "Refresh an entity". */
  title: z.string(),
  decision: z.enum(['allowed', 'denied']),
  /** Why, in one to three sentences. */
  because: z.string(),
  /** The asker's roles on this resource; `owner` only if it is theirs. */
  yourRoles: z.array(roleSchema),
  /** Any one of these roles would do. */
  neededRoles: z.array(roleSchema),
  /** Owners of the resource, as far as the asker may see them. */
  owners: z.array(explainedOwnerSchema).optional(),
  /** What to do about a denial; absent when allowed. */
  howToGet: z.string().optional(),
});

/** @public */
export type Explanation = z.infer<typeof explanationSchema>;

/** Answer of `POST /api/permission/explanations`, in the order asked. @public */
export const explanationsResponseSchema = z.strictObject({
  items: z.array(explanationSchema),
});

import { z } from 'zod';

/** A full commit id. @public */
export const commitIdSchema = z
  .string()
  .regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, 'must be a full commit id');

/** An immutable thing that can be released. @public */
export const versionSchema = z.strictObject({
  commit: commitIdSchema,
  /** The tag or branch under which it was chosen; for people. */
  label: z.string().max(250).optional(),
});

/** @public */
export type Version = z.infer<typeof versionSchema>;

/** A commit, as people see it. @public */
export const commitSchema = z.strictObject({
  id: commitIdSchema,
  subject: z.string(),
  author: z.string(),
  /** ISO 8601. */
  committedAt: z.string(),
});

/** @public */
export type ReleaseCommit = z.infer<typeof commitSchema>;

/** A version on offer. @public */
export const offeredVersionSchema = commitSchema.extend({
  /** Names that point at it. */
  tags: z.array(z.string()),
  branches: z.array(z.string()),
  /** Environments whose hosts run it now. */
  runsOn: z.array(z.string()),
});

/** @public */
export type OfferedVersion = z.infer<typeof offeredVersionSchema>;

/** @public */
export const versionListSchema = z.strictObject({
  items: z.array(offeredVersionSchema),
  nextCursor: z.string().optional(),
  /** Branches to choose from, the pipeline's first. At most 100. */
  branches: z.array(z.string()),
});

/** @public */
export type VersionList = z.infer<typeof versionListSchema>;

/** What differs between two versions. @public */
export const changesSchema = z.strictObject({
  /** Absent when nothing was released before. */
  from: versionSchema.optional(),
  to: versionSchema,
  /** `backward`: the candidate is older; `diverged`: both have commits of their own. */
  direction: z.enum(['first', 'same', 'forward', 'backward', 'diverged']),
  /** Commits that come with it, newest first; when going backward, those that go. At most 100. */
  commits: z.array(commitSchema),
  /** How many there are in all. */
  commitCount: z.number().int(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      change: z.enum(['added', 'changed', 'removed', 'renamed']),
      added: z.number().int().optional(),
      removed: z.number().int().optional(),
    }),
  ),
  fileCount: z.number().int(),
  /** Why nobody can tell what differs, if so: everything is empty then. */
  problem: z.string().optional(),
});

/** @public */
export type Changes = z.infer<typeof changesSchema>;

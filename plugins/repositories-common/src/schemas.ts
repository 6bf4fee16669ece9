import { z } from 'zod';
import { repositoryNameSchema } from './names';

const commitId = z.string().regex(/^[0-9a-f]{40,64}$/);
const timestamp = z.iso.datetime({ offset: true });
const refName = z.string().min(1).max(250);
const cursor = z.string().max(200);

const limit = (maximum: number, standard: number) =>
  z.coerce.number().int().min(1).max(maximum).default(standard);

/** @public */
export const repositorySchema = z.object({
  name: repositoryNameSchema,
  /** Stored repositories live here and can be pushed to; mirrors copy a repository that lives elsewhere. */
  kind: z.enum(['stored', 'mirror']),
  defaultBranch: z.string(),
  description: z.string().optional(),
  /** When the default branch was last committed to. Absent as long as it has no commit. */
  updatedAt: timestamp.optional(),
  /** The newest commit of the default branch. */
  head: commitId.optional(),
  /** Why it cannot be read at the moment. Then only its name and kind are certain. */
  error: z.string().optional(),
  /** Only mirrors have it: how fresh the copy is, and why it could not be renewed. */
  mirror: z
    .object({ fetchedAt: timestamp.optional(), error: z.string().optional() })
    .optional(),
});

/** @public */
export type Repository = z.infer<typeof repositorySchema>;

/** @public */
export const repositoryDetailsSchema = repositorySchema.extend({
  cloneUrl: z.url(),
  viewUrl: z.url(),
});

/** @public */
export type RepositoryDetails = z.infer<typeof repositoryDetailsSchema>;

/** @public */
export const repositoryRefSchema = z.object({
  name: z.string(),
  kind: z.enum(['branch', 'tag']),
  commit: commitId,
  updatedAt: timestamp,
});

/** @public */
export type RepositoryRef = z.infer<typeof repositoryRefSchema>;

/** @public */
export const repositoryCommitSchema = z.object({
  id: commitId,
  parents: z.array(commitId),
  author: z.object({ name: z.string(), email: z.string() }),
  committedAt: timestamp,
  subject: z.string(),
  body: z.string(),
});

/** @public */
export type RepositoryCommit = z.infer<typeof repositoryCommitSchema>;

/** @public */
export const repositoryTreeSchema = z.object({
  commit: commitId,
  path: z.string(),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      kind: z.enum(['file', 'directory', 'symlink', 'submodule']),
      size: z.number().int().optional(),
    }),
  ),
  /** Whether the directory has more entries than are listed. */
  truncated: z.boolean(),
});

/** @public */
export type RepositoryTree = z.infer<typeof repositoryTreeSchema>;

/** @public */
export const repositoryFileSchema = z.object({
  commit: commitId,
  path: z.string(),
  size: z.number().int(),
  /** Text is sent as it is, anything else in base64. */
  encoding: z.enum(['utf-8', 'base64']),
  /** Absent when the file is too large to be shown. */
  content: z.string().optional(),
});

/** @public */
export type RepositoryFile = z.infer<typeof repositoryFileSchema>;

/** @public */
export const repositoryListSchema = z.object({
  items: z.array(repositorySchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type RepositoryList = z.infer<typeof repositoryListSchema>;

/** @public */
export const repositoryRefListSchema = z.object({
  items: z.array(repositoryRefSchema),
  /** Whether there are older branches and tags than are listed. */
  truncated: z.boolean(),
});

/** @public */
export type RepositoryRefList = z.infer<typeof repositoryRefListSchema>;

/** @public */
export const repositoryCommitListSchema = z.object({
  items: z.array(repositoryCommitSchema),
  nextCursor: z.string().optional(),
});

/** @public */
export type RepositoryCommitList = z.infer<typeof repositoryCommitListSchema>;

/** @public */
export const repositoryParamsSchema = z.strictObject({
  name: repositoryNameSchema,
});

/** @public */
export const listRepositoriesQuerySchema = z.strictObject({
  cursor: cursor.optional(),
  limit: limit(200, 50),
});

/** @public */
export const listCommitsQuerySchema = z.strictObject({
  /** Defaults to the default branch. */
  ref: refName.optional(),
  cursor: cursor.optional(),
  limit: limit(200, 30),
});

/** @public */
export const readPathQuerySchema = z.strictObject({
  /** Defaults to the default branch. */
  ref: refName.optional(),
  path: z.string().max(4096).default(''),
});

/** @public */
export const emptyQuerySchema = z.strictObject({});

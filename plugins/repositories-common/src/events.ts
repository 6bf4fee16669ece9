import { z } from 'zod';
import { repositoryNameSchema } from './names';

/**
 * Published whenever a branch or a tag of a repository points somewhere else than before.
 *
 * @public
 */
export const repositoriesChangedTopic = 'repositories.changed';

/** @public */
export const repositoriesChangedSchema = z.object({
  name: repositoryNameSchema,
  /** The full name of what changed, such as `refs/heads/main`. */
  ref: z.string(),
  /** Where it points now; null when it is gone. */
  commit: z.string().nullable(),
});

/** @public */
export type RepositoriesChanged = z.infer<typeof repositoriesChangedSchema>;

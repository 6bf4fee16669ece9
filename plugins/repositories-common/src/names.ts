import { z } from 'zod';

/**
 * The name of a repository: what it is called in URLs and on disk.
 *
 * `.git` and `.lock` are endings that git itself gives a meaning to.
 *
 * @public
 */
export const repositoryNameSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$/, {
    error:
      "must have 1 to 63 characters: lower-case letters, digits, '.', '_' and '-', starting and ending with a letter or digit",
  })
  .refine(name => !/\.(?:git|lock)$/.test(name), {
    error: "must not end in '.git' or '.lock'",
  });

/**
 * Whether a text can be the name of a repository.
 *
 * @public
 */
export function isRepositoryName(text: string): boolean {
  return repositoryNameSchema.safeParse(text).success;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, isError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** The file that tells what a folder becomes. It is left out of the repository. */
export const seedFileName = '.seed.yaml';

const commitSchema = z.strictObject({
  message: z.string().min(1),
  tag: z.string().min(1).optional(),
  date: z.iso.datetime({ offset: true }).optional(),
  author: z
    .strictObject({ name: z.string().min(1), email: z.string().min(1) })
    .optional(),
  /** Files whose content was different at this commit; null for one that did not exist yet. */
  files: z.record(z.string(), z.string().nullable()).optional(),
});

const seedSchema = z.strictObject({
  description: z.string().optional(),
  /** Oldest first. After the last one the repository holds the folder as it is. */
  history: z
    .array(commitSchema)
    .min(1)
    .default([{ message: 'Initial commit' }]),
});

export type Seed = z.output<typeof seedSchema>;

/** Reads what a folder is to become; without a seed file it becomes a single commit. */
export async function readSeedFile(folder: string): Promise<Seed> {
  const path = join(folder, seedFileName);
  const text = await readFile(path, 'utf8').catch(error => {
    if (isError(error) && error.code === 'ENOENT') {
      return '{}';
    }
    throw error;
  });
  const result = seedSchema.safeParse(parse(text));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `${path}: ${issue.path.map(String).join('.')}: ${issue.message}`,
    );
  }
  return result.data;
}

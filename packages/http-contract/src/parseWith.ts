import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Reads a value as a schema says.
 *
 * @throws InputError that names the path of the first field that is wrong
 * @public
 */
export function parseWith<TSchema extends z.ZodType>(
  schema: TSchema,
  value: unknown,
): z.output<TSchema> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue.path.map(String).join('.');
    throw new InputError(path ? `${path}: ${issue.message}` : issue.message);
  }
  return result.data;
}

import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Reads one key of the configuration. Where it is absent, the schema is given an empty object.
 *
 * @throws InputError that names every key that is wrong
 * @public
 */
export function readTypedConfig<TSchema extends z.ZodType>(
  config: RootConfigService,
  key: string,
  schema: TSchema,
): z.output<TSchema> {
  const result = schema.safeParse(config.getOptional(key) ?? {});
  if (!result.success) {
    throw new InputError(
      result.error.issues
        .map(issue => `${formatPath(key, issue.path)}: ${issue.message}`)
        .join('; '),
    );
  }
  return result.data;
}

function formatPath(key: string, path: PropertyKey[]): string {
  return path.reduce<string>(
    (before, part) =>
      typeof part === 'number'
        ? `${before}[${part}]`
        : `${before}.${String(part)}`,
    key,
  );
}

import { InputError } from '@backstage/errors';

/** Nothing that anybody means is nested deeper, and what is would cost more with every level. */
const mostLevels = 50;

/**
 * Refuses text that no database can store as it is: NUL, and halves of characters. And what is nested too deeply to be looked through.
 *
 * @throws InputError that names the path of the field
 * @public
 */
export function refuseUnstorable(value: unknown, path: string[] = []): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || /\p{Surrogate}/u.test(value)) {
      throw new InputError(
        `${path.join('.')}: must be text without NUL and without half characters`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    if (path.length > mostLevels) {
      throw new InputError(
        `The body is nested deeper than ${mostLevels} levels`,
      );
    }
    for (const [key, item] of Object.entries(value)) {
      refuseUnstorable(key, path);
      refuseUnstorable(item, [...path, key]);
    }
  }
}

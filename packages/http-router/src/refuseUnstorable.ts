import { InputError } from '@backstage/errors';

/**
 * Refuses text that no database can store as it is: NUL, and halves of characters.
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
    for (const [key, item] of Object.entries(value)) {
      refuseUnstorable(key, path);
      refuseUnstorable(item, [...path, key]);
    }
  }
}

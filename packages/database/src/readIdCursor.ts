import { InputError } from '@backstage/errors';

/**
 * Reads the cursor of a list that is sorted by a whole number.
 *
 * @throws InputError
 * @public
 */
export function readIdCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d{0,9}$/.test(cursor) || Number(cursor) > 2_147_483_647) {
    throw new InputError('cursor: is not the nextCursor of a page before');
  }
  return Number(cursor);
}

import { InputError } from '@backstage/errors';
import { idempotencyKeyPattern, idempotencyKeyRule } from '@stagedoor/commands';
import { Request } from 'express';

const header = 'Idempotency-Key';

/**
 * Reads the key under which a command is done once, however often it is sent.
 *
 * @throws InputError if it is not 1 to 200 visible characters
 * @public
 */
export function readIdempotencyKey(request: Request): string | undefined {
  const key = request.header(header);
  if (key !== undefined && !idempotencyKeyPattern.test(key)) {
    throw new InputError(`The header ${header} ${idempotencyKeyRule}`);
  }
  return key;
}

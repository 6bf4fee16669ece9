import { z } from 'zod/v3';
import { idempotencyKeySchema } from './idempotencyKey';

describe('the key of a command that an agent sends', () => {
  const schema = idempotencyKeySchema(z);

  it.each([undefined, 'k', 'double-click#1', 'x'.repeat(200)])(
    'may be %j',
    key => {
      expect(schema.parse(key)).toBe(key);
    },
  );

  // All commands without a key of their own would be one and the same.
  it.each(['', ' ', 'a b', 'é', 'x'.repeat(201)])('may not be %j', key => {
    expect(schema.safeParse(key).success).toBe(false);
  });
});

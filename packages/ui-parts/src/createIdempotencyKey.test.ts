import { createIdempotencyKey } from './createIdempotencyKey';

it('makes another key each time, as the header takes them', () => {
  const keys = Array.from({ length: 100 }, createIdempotencyKey);
  expect(new Set(keys).size).toBe(100);
  expect(keys.every(key => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});

import { z } from 'zod';
import { mostId, proseSchema } from './fields';

export const none = z.strictObject({});
export const byId = z.strictObject({
  id: z.coerce.number().int().positive().max(mostId),
});
export const bySession = z.strictObject({ id: z.uuid() });
export const flag = z
  .enum(['true', 'false'])
  .transform(value => value === 'true')
  .optional();
export const many = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).max(20).optional(),
  );
export const paging = {
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
};
export const list = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().optional() });
export const comment = proseSchema(2000).min(1).optional();

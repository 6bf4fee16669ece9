import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

/** A time such as '24h' or { hours: 24 }, in milliseconds. @public */
export const durationSchema = z.json().transform((value, context) => {
  try {
    return durationToMilliseconds(
      readDurationFromConfig(new ConfigReader({ value }), { key: 'value' }),
    );
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `must be a time such as '24h' or { hours: 24 }: ${toError(error).message}`,
    });
    return z.NEVER;
  }
});

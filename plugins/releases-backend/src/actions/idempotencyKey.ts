import { RegistryZod } from './releaseSummary';

/** The same as the header of the REST interface. */
export function idempotencyKey(z: RegistryZod) {
  return z
    .string()
    .regex(
      /^[\x21-\x7e]{1,200}$/,
      'must be 1 to 200 visible characters without spaces',
    )
    .optional()
    .describe(
      'Chosen by the caller: under one key a command is done once, however often it is sent',
    );
}

import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';

/** What a key looks like, whichever way it comes. @public */
export const idempotencyKeyPattern = /^[\x21-\x7e]{1,200}$/;

/** The same in words. @public */
export const idempotencyKeyRule =
  'must be 1 to 200 visible characters without spaces';

/** The zod that the registry of actions hands to schemas. @public */
export type RegistryZod = Parameters<
  Parameters<ActionsRegistryService['register']>[0]['schema']['output']
>[0];

/** The key of a command that an agent sends: the same as the header of a REST interface. @public */
export function idempotencyKeySchema(z: RegistryZod) {
  return z
    .string()
    .regex(idempotencyKeyPattern, idempotencyKeyRule)
    .optional()
    .describe(
      'Chosen by the caller: under one key a command is done once, however often it is sent',
    );
}

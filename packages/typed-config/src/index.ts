/**
 * Configuration read once, as zod schemas say; what is wrong with it stops the start and names the key.
 *
 * @packageDocumentation
 */
export { durationSchema } from './durationSchema';
export { personOrGroupSchema } from './personOrGroupSchema';
export { readTypedConfig } from './readTypedConfig';

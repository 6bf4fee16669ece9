/**
 * Commands: done once, however often they are sent, and written down, whether they succeed or not.
 *
 * @packageDocumentation
 */
export { audited } from './audited';
export { CommandLog, type Command, type Done } from './CommandLog';
export { hashJson } from './hashJson';
export {
  idempotencyKeyPattern,
  idempotencyKeyRule,
  idempotencyKeySchema,
  type RegistryZod,
} from './idempotencyKey';

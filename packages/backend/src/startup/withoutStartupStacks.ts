import { format } from 'winston';

/**
 * Drops the stack of errors that the framework logs while it initializes plugins.
 *
 * Their message names the configuration key or the system that is at fault, and is repeated in plain
 * words when the start has failed; the stack only shows the inside of the framework.
 */
export const withoutStartupStacks = format(info => {
  if (info.type !== 'initialization') {
    return info;
  }
  const { stack, cause, ...rest } = info;
  return rest;
});

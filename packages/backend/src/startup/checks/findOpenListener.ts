import { isLoopback } from '../isLoopback';
import { Check } from '../Finding';

/** An evaluation, where anybody may act as anybody, that other machines can reach. */
export const findOpenListener: Check = config => {
  const listen = config.getOptional('backend.listen');
  const host =
    typeof listen === 'string'
      ? listen.slice(0, Math.max(0, listen.lastIndexOf(':')))
      : (config.getOptional('backend.listen.host') ?? '');
  return typeof host === 'string' && isLoopback(host)
    ? []
    : [
        {
          key: 'backend.listen.host',
          says: `is ${
            host === '' ? 'absent' : `'${host}'`
          }, so every machine that reaches this one may act as any of the people here: set it to 127.0.0.1, or run in production mode.`,
        },
      ];
};

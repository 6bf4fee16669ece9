import { Check } from '../Finding';

const KEY = 'access.demonstration';

/** Sessions on a host that lead to another: made for a laptop, where no host of the example organisation exists. */
export const findDemonstration: Check = config =>
  config.has(KEY)
    ? [
        {
          key: KEY,
          says: 'leads sessions to other hosts and accounts than those that were asked for: remove it.',
        },
      ]
    : [];

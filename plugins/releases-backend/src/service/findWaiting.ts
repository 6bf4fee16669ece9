import { ReleasesConfig } from '../config';
import { Decider } from '../policy/mayDecide';
import { Waiting } from '../store/ReleaseFilter';

/** Says in the words of the store what `mayDecide` says about one release at a time. */
export function findWaiting(config: ReleasesConfig, decider: Decider): Waiting {
  const { ref, belongsTo, inPerson, permitted } = decider;
  if (!inPerson || !permitted) {
    return { for: ref, environments: [] };
  }
  return {
    for: ref,
    environments: config.environments.flatMap(({ name, approvals }) => {
      const from = approvals?.from ?? [];
      if (from.some(asked => asked !== 'owner' && belongsTo.has(asked))) {
        return [{ name }];
      }
      return from.includes('owner') ? [{ name, owners: [...belongsTo] }] : [];
    }),
  };
}

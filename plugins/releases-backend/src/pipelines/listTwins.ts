import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { findKey, isLocal, readAddress } from './readMachine';

/**
 * Says which hosts are machines that somebody else has described, too. Who describes a host says what may be released to it:
 * by another entry for the same machine, whoever can push anywhere could say so of a machine of others, and the platform's
 * key would open it.
 *
 * @param refs - of the hosts that a release goes to
 * @param all - hosts of the catalog, these among them
 */
export function listTwins(
  refs: readonly string[],
  all: readonly Entity[],
): string[] {
  const remote = all.filter(host => !isLocal(host));
  const wanted = remote.filter(host => refs.includes(stringifyEntityRef(host)));
  return wanted.flatMap(host => {
    const twin = remote.find(
      other => findOrigin(other) !== findOrigin(host) && isSame(host, other),
    );
    return twin
      ? [
          `${host.metadata.name} is the same machine as ${stringifyEntityRef(twin)}, which is described elsewhere: one of the two has to be taken out of the catalog, or both described in one file`,
        ]
      : [];
  });
}

function isSame(one: Entity, other: Entity): boolean {
  const { hostKey } = findKey(one);
  return (
    readAddress(one).toLowerCase() === readAddress(other).toLowerCase() ||
    (hostKey !== undefined && hostKey === findKey(other).hostKey)
  );
}

function findOrigin({ metadata }: Entity): string | undefined {
  return metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
}

import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { PinnedHost } from '@stagedoor/plugin-access-common';

/** A host that can be chosen. */
export interface HostOption {
  ref: string;
  name: string;
  environment: string;
}

/** The environment that a host says it is of. */
export const ENVIRONMENT_ANNOTATION = 'stagedoor.dev/environment';

export function isHost(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    entity.spec?.type === 'host'
  );
}

export function optionOf(entity: Entity): HostOption {
  return {
    ref: stringifyEntityRef(entity),
    name: entity.metadata.name,
    environment: entity.metadata.annotations?.[ENVIRONMENT_ANNOTATION] ?? '',
  };
}

export function optionOfPinned(host: PinnedHost): HostOption {
  const { ref, name, environment } = host;
  return { ref, name, environment };
}

/** By environment, then by name as people count: prod-2 before prod-10. */
export function compareHosts(a: HostOption, b: HostOption): number {
  return (
    a.environment.localeCompare(b.environment) ||
    a.name.localeCompare(b.name, undefined, { numeric: true })
  );
}

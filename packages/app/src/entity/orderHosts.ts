import type { Entity } from '@backstage/catalog-model';

/** A catalog Resource of type host, with what its annotations say. */
export interface Host {
  entity: Entity;
  environment?: string;
  address?: string;
}

/** How near to customers an environment is; names that are not known come last. */
const nearness = [
  'production',
  'prod',
  'staging',
  'test',
  'dev',
  'development',
];

/** Picks the hosts out of resources: production first, then by name. */
export function orderHosts(resources: readonly Entity[]): Host[] {
  return resources
    .filter(({ spec }) => spec?.type === 'host')
    .map(entity => ({
      entity,
      environment: entity.metadata.annotations?.['stagedoor.dev/environment'],
      // The port that everybody expects is not worth its place.
      address: entity.metadata.annotations?.[
        'stagedoor.dev/ssh-address'
      ]?.replace(/:22$/, ''),
    }))
    .sort(
      (a, b) =>
        rank(a.environment) - rank(b.environment) ||
        a.entity.metadata.name.localeCompare(b.entity.metadata.name, 'en', {
          numeric: true,
        }),
    );
}

function rank(environment: string | undefined): number {
  const place = environment ? nearness.indexOf(environment) : -1;
  return place < 0 ? nearness.length : place;
}

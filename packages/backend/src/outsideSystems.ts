import {
  BackendFeature,
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { JsonArray, JsonObject } from '@backstage/types';

interface OutsideSystem {
  /** The configuration that names the system: any of these keys. */
  readonly keys: readonly string[];
  readonly load: () => Array<Promise<{ default: BackendFeature }>>;
}

const systems: readonly OutsideSystem[] = [
  {
    keys: ['auth.providers.oidc'],
    load: () => [import('@backstage/plugin-auth-backend-module-oidc-provider')],
  },
  {
    keys: [
      'auth.providers.github',
      'catalog.providers.github',
      'catalog.providers.githubOrg',
      'events.modules.github',
      'integrations.github',
    ],
    load: () => [
      import('@backstage/plugin-auth-backend-module-github-provider'),
      import('@backstage/plugin-catalog-backend-module-github'),
      import('@backstage/plugin-catalog-backend-module-github-org'),
      import('@backstage/plugin-events-backend-module-github'),
      import('@backstage/plugin-scaffolder-backend-module-github'),
    ],
  },
  {
    keys: [
      'auth.providers.gitlab',
      'catalog.providers.gitlab',
      'events.modules.gitlab',
      'integrations.gitlab',
    ],
    load: () => [
      import('@backstage/plugin-auth-backend-module-gitlab-provider'),
      import('@backstage/plugin-catalog-backend-module-gitlab'),
      import('@backstage/plugin-catalog-backend-module-gitlab-org'),
      import('@backstage/plugin-events-backend-module-gitlab'),
      import('@backstage/plugin-scaffolder-backend-module-gitlab'),
    ],
  },
  {
    keys: ['kubernetes.clusterLocatorMethods'],
    load: () => [import('@backstage/plugin-kubernetes-backend')],
  },
];

/**
 * Loads what speaks with a system outside only where the configuration names that system: to everybody
 * else it would be time at every start, and memory, for nothing.
 */
export const outsideSystems = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader({ config }) {
    return systems
      .filter(({ keys }) => keys.some(key => names(config, key)))
      .flatMap(({ load }) => load());
  },
});

/** An empty list or object names nothing. */
function names(config: Config, key: string): boolean {
  const value = config.getOptional<JsonObject | JsonArray>(key) ?? [];
  return Object.keys(value).length > 0;
}

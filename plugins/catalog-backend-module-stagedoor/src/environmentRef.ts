import { CompoundEntityRef, DEFAULT_NAMESPACE } from '@backstage/catalog-model';

/** The entity that stands for an environment in the catalog. */
export function createEnvironmentRef(name: string): CompoundEntityRef {
  return { kind: 'resource', namespace: DEFAULT_NAMESPACE, name };
}

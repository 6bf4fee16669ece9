import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';

/** Brings the tab of Kubernetes where clusters are configured: elsewhere it could only say that there are none. */
export const kubernetesLoader = createFrontendFeatureLoader({
  async loader({ config }) {
    const methods = config.getOptionalConfigArray(
      'kubernetes.clusterLocatorMethods',
    );
    return methods?.length
      ? [import('@backstage/plugin-kubernetes/alpha')]
      : [];
  },
});

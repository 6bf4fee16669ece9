import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { accessCertificatesServiceRef } from '@stagedoor/plugin-access-node';
import {
  releaseEnginesExtensionPoint,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import { readSshEngineConfig } from './config';
import { createCredentials } from './hosts/createCredentials';
import { SshReleaseEngine } from './SshReleaseEngine';

/**
 * Adds the built-in engine to the releases plugin.
 *
 * @public
 */
export const releasesModuleSsh = createBackendModule({
  pluginId: 'releases',
  moduleId: 'ssh',
  register(env) {
    env.registerInit({
      deps: {
        certificates: accessCertificatesServiceRef,
        config: coreServices.rootConfig,
        engines: releaseEnginesExtensionPoint,
        lifecycle: coreServices.rootLifecycle,
        sources: releaseSourcesServiceRef,
      },
      async init({ certificates, config, engines, lifecycle, sources }) {
        const engineConfig = readSshEngineConfig(config);
        const engine = SshReleaseEngine.create({
          config: engineConfig,
          credentials: createCredentials(engineConfig, certificates),
          sources,
        });
        lifecycle.addShutdownHook(() => engine.close());
        engines.addEngine(engine);
      },
    });
  },
});

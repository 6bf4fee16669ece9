import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  releaseEnginesExtensionPoint,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import { readSshEngineConfig } from './config';
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
        config: coreServices.rootConfig,
        engines: releaseEnginesExtensionPoint,
        lifecycle: coreServices.rootLifecycle,
        sources: releaseSourcesServiceRef,
      },
      async init({ config, engines, lifecycle, sources }) {
        const engine = SshReleaseEngine.create({
          config: readSshEngineConfig(config),
          sources,
        });
        lifecycle.addShutdownHook(() => engine.close());
        engines.addEngine(engine);
      },
    });
  },
});

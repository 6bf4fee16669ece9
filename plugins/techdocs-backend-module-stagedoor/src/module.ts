import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { LocalMkdocsGenerator } from './LocalMkdocsGenerator';

/**
 * Says in plain words what is missing where docs cannot be built.
 *
 * @public
 */
export const techdocsModuleStagedoor = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'stagedoor',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        generator: techdocsGeneratorExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ config, generator, logger }) {
        // The stock generator reads the older key first.
        const runIn =
          config.getOptionalString('techdocs.generators.techdocs') ??
          config.getOptionalString('techdocs.generator.runIn');
        if (runIn !== 'local') {
          return;
        }
        generator.setTechdocsGenerator(
          new LocalMkdocsGenerator({
            config,
            logger,
            scmIntegrations: ScmIntegrations.fromConfig(config),
          }),
        );
      },
    });
  },
});

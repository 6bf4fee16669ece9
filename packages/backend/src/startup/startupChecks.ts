import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { checkConfiguration } from './checkConfiguration';
import { formatFinding } from './Finding';
import { StartupRefusedError } from './StartupRefusedError';

/**
 * Refuses a configuration that is not safe to run with, and warns about one that is doubtful.
 *
 * It is a feature loader because those run before every service and plugin: nothing listens and no
 * database is touched before the configuration has been judged.
 */
export const startupChecks = createBackendFeatureLoader({
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
  },
  loader({ config, logger }) {
    const { refusals, warnings } = checkConfiguration(config);
    for (const warning of warnings) {
      logger.warn(formatFinding(warning));
    }
    if (refusals.length > 0) {
      throw new StartupRefusedError(refusals);
    }
    return [];
  },
});

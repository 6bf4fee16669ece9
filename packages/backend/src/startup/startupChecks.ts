import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { checkConfiguration } from './checkConfiguration';
import { formatFinding } from './Finding';
import { requireDatabase } from './requireDatabase';
import { StartupRefusedError } from './StartupRefusedError';

/**
 * Refuses a configuration that is not safe to run with, warns about one that is doubtful, and makes
 * sure of the database.
 *
 * It is a feature loader because those run before every service and plugin: nothing listens and
 * nothing is written before the configuration has been judged.
 */
export const startupChecks = createBackendFeatureLoader({
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.rootLogger,
  },
  async loader({ config, logger }) {
    const { refusals, warnings } = checkConfiguration(config);
    for (const warning of warnings) {
      logger.warn(formatFinding(warning));
    }
    if (refusals.length > 0) {
      throw new StartupRefusedError(refusals);
    }
    await requireDatabase(config);
    return [];
  },
});

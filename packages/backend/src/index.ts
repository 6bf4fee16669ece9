import { createBackend } from '@backstage/backend-defaults';
import { pluginTokens } from './auth/pluginTokens';
import { rootHttpRouter } from './http/rootHttpRouter';
import { outsideSystems } from './outsideSystems';
import { reportStartupFailure } from './startup/reportStartupFailure';
import { returnStartupMemory } from './startup/returnStartupMemory';
import { rootLogger } from './startup/rootLogger';
import { startupChecks } from './startup/startupChecks';

const backend = createBackend();

backend.add(rootLogger);
backend.add(pluginTokens);
backend.add(rootHttpRouter);
backend.add(startupChecks);
backend.add(outsideSystems);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@stagedoor/plugin-auth-backend-module-persona'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@stagedoor/plugin-permission-backend-module-stagedoor'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));
backend.add(import('@stagedoor/plugin-catalog-backend-module-stagedoor'));

backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@stagedoor/plugin-scaffolder-backend-module-stagedoor'));

backend.add(import('@stagedoor/plugin-repositories-backend'));
backend.add(import('@stagedoor/plugin-observability-backend'));
backend.add(import('@stagedoor/plugin-releases-backend'));
backend.add(import('@stagedoor/plugin-releases-backend-module-ssh'));
backend.add(import('@stagedoor/plugin-access-backend'));
backend.add(import('@stagedoor/plugin-access-backend-module-openssh'));

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@stagedoor/plugin-techdocs-backend-module-stagedoor'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-devtools-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

// A stop waits for open requests, and some are held open for a minute on purpose: there is an end to it.
process.once('SIGTERM', () => setTimeout(() => process.exit(0), 4_000).unref());
// Started by the launcher: when that is gone, so is the reason to run.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

backend
  .start()
  .then(returnStartupMemory)
  .catch(error => reportStartupFailure(error));

import { BackendFeature } from '@backstage/backend-plugin-api';
import { createBackend } from '@backstage/backend-defaults';
import { catalog } from './catalog';
import { faultPoints } from './faultPoints';
import { logger } from './logger';

type Loading = Promise<{ default: BackendFeature }>;

/**
 * What TESTBED_FEATURES, separated by commas, adds to the engine: nothing that is not needed is loaded, so that a
 * replica is there within seconds.
 */
const features: Record<string, () => Loading[]> = {
  /** Releases without permissions: everything is allowed, and no permission plugin is there to ask. */
  releases: () => [import('./releasesPlugin')],
  /** Releases as the platform has them: people sign in, and each request is decided by their roles. */
  platform: () => [
    import('@stagedoor/plugin-releases-backend'),
    import('@backstage/plugin-permission-backend'),
    import('@stagedoor/plugin-permission-backend-module-stagedoor'),
    import('@backstage/plugin-auth-backend'),
    import('@stagedoor/plugin-auth-backend-module-persona'),
  ],
  scaffolder: () => [
    import('@backstage/plugin-scaffolder-backend'),
    import('./scaffolderActions'),
  ],
};

const backend = createBackend();
backend.add(logger);
backend.add(catalog);
backend.add(faultPoints);
backend.add(import('@stagedoor/plugin-releases-backend-module-ssh'));
for (const name of (process.env.TESTBED_FEATURES ?? 'releases').split(',')) {
  for (const feature of features[name]()) {
    backend.add(feature);
  }
}

process.once('SIGTERM', () =>
  setTimeout(() => process.exit(0), 10_000).unref(),
);
// Whoever started this is gone, and with it the reason to run.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

backend.start().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});

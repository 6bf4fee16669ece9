import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { createConfigSecretEnumerator } from '@backstage/backend-defaults/rootConfig';
import {
  WinstonLogger,
  WinstonLoggerLevelOverride,
} from '@backstage/backend-defaults/rootLogger';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { format, transports } from 'winston';
import { withoutStartupStacks } from './withoutStartupStacks';

/** The root logger as Backstage has it, except that failures to start carry no stack. */
export const rootLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: { config: coreServices.rootConfig },
  async factory({ config }) {
    const logger = WinstonLogger.create({
      meta: {
        service: 'stagedoor',
        ...config.getOptional<object>('backend.logger.meta'),
      },
      level:
        process.env.LOG_LEVEL ||
        config.getOptionalString('backend.logger.level'),
      format: format.combine(
        withoutStartupStacks(),
        process.env.NODE_ENV === 'production'
          ? format.json()
          : WinstonLogger.colorFormat(),
      ),
      transports: [new transports.Console()],
    });
    const listSecrets = await createConfigSecretEnumerator({ logger });
    const applyConfig = () => {
      logger.addRedactions(listSecrets(config));
      logger.setLevelOverrides(readLevelOverrides(config));
    };
    applyConfig();
    config.subscribe?.(applyConfig);
    return logger;
  },
});

function readLevelOverrides(
  config: RootConfigService,
): WinstonLoggerLevelOverride[] {
  const overrides =
    config.getOptionalConfigArray('backend.logger.overrides') ?? [];
  return overrides.map(override => ({
    matchers: override.get('matchers'),
    level: override.getString('level'),
  }));
}

import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createLogger } from 'winston';
import { LocalMkdocsGenerator } from '../LocalMkdocsGenerator';

/**
 * A process of its own, because one of Jest cannot change the PATH that programs are looked up in.
 * Arguments: the folder to build, and the folder to build into. Prints the reason when it fails.
 */
const [inputDir, outputDir] = process.argv.slice(2);
const config = mockServices.rootConfig({
  data: {
    techdocs: {
      generator: { runIn: 'local', mkdocs: { omitTechdocsCorePlugin: true } },
    },
  },
});
const logger = createLogger({ silent: true });

new LocalMkdocsGenerator({
  config,
  logger: mockServices.rootLogger({ level: 'none' }),
  scmIntegrations: ScmIntegrations.fromConfig(config),
})
  .run({ inputDir, outputDir, logger })
  .catch((error: Error) => {
    process.stdout.write(`${error.name}: ${error.message}`);
    process.exitCode = 1;
  });

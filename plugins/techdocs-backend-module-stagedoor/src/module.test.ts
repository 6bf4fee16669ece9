import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  TechdocsGenerator,
  techdocsGeneratorExtensionPoint,
} from '@backstage/plugin-techdocs-node';
import { JsonObject } from '@backstage/types';
import { LocalMkdocsGenerator } from './LocalMkdocsGenerator';
import { techdocsModuleStagedoor } from './module';

/** The generator that the module gives to the docs plugin. */
async function findGenerator(techdocs: JsonObject) {
  let found: TechdocsGenerator | undefined;
  const backend = await startTestBackend({
    features: [
      createBackendPlugin({
        pluginId: 'techdocs',
        register(env) {
          env.registerExtensionPoint(techdocsGeneratorExtensionPoint, {
            setTechdocsGenerator(generator) {
              found = generator;
            },
          });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      techdocsModuleStagedoor,
      mockServices.rootConfig.factory({ data: { techdocs } }),
    ],
  });
  await backend.stop();
  return found;
}

describe('techdocs module', () => {
  it.each([
    { generator: { runIn: 'local' } },
    { generators: { techdocs: 'local' } },
  ])('looks for mkdocs where it is run on the machine: %j', async techdocs => {
    await expect(findGenerator(techdocs)).resolves.toBeInstanceOf(
      LocalMkdocsGenerator,
    );
  });

  it.each([
    {},
    { generator: { runIn: 'docker' } },
    { generators: { techdocs: 'docker' }, generator: { runIn: 'local' } },
  ])('leaves the stock generator in place otherwise: %j', async techdocs => {
    await expect(findGenerator(techdocs)).resolves.toBeUndefined();
  });
});

import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  ReleaseEngine,
  releaseEnginesExtensionPoint,
} from '@stagedoor/plugin-releases-node';
import { EngineFixture } from './__testUtils__/EngineFixture';
import releasesModuleSsh from '.';

describe('releasesModuleSsh', () => {
  it('adds the engine to the releases plugin', async () => {
    const fixture = await EngineFixture.create();
    const engines: ReleaseEngine[] = [];
    const releases = createBackendPlugin({
      pluginId: 'releases',
      register(env) {
        env.registerExtensionPoint(releaseEnginesExtensionPoint, {
          addEngine: engine => {
            engines.push(engine);
          },
        });
        env.registerInit({ deps: {}, init: async () => {} });
      },
    });
    const backend = await startTestBackend({
      features: [
        releases,
        releasesModuleSsh,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: fixture.path('data') },
          },
        }),
      ],
    });
    expect(engines.map(({ id }) => id)).toEqual(['ssh']);
    await backend.stop();
    await fixture.close();
  });
});

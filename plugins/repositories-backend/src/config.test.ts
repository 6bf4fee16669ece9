import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readRepositoriesBackendConfig } from './config';

const read = (repositories?: JsonObject) =>
  readRepositoriesBackendConfig(
    mockServices.rootConfig({ data: repositories ? { repositories } : {} }),
  );

describe('readRepositoriesBackendConfig', () => {
  it('has a default for everything', () => {
    expect(read()).toEqual({
      seed: [],
      author: { name: 'Stagedoor', email: 'stagedoor@localhost' },
      transfers: {
        maxPushBytes: 256 * 1024 * 1024,
        timeoutMs: 600_000,
        concurrent: 16,
      },
    });
  });

  it.each<[JsonObject, string]>([
    [{ seed: 'examples' }, 'repositories.seed: '],
    [{ author: { name: 'A' } }, 'repositories.author.email: '],
    [{ maximumPushMegabytes: 0 }, 'repositories.maximumPushMegabytes: '],
    [{ transferTimeout: 'soon' }, 'repositories.transferTimeout: '],
    [{ concurrentTransfers: 0.5 }, 'repositories.concurrentTransfers: '],
  ])('refuses %j, naming the key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});

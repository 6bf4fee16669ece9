import { mockServices } from '@backstage/backend-test-utils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { Repository } from '@stagedoor/plugin-repositories-common';
import { RepositoriesEntityProvider } from './RepositoriesEntityProvider';

const commit = 'a'.repeat(40);
const shop: Repository = {
  name: 'shop',
  kind: 'stored',
  defaultBranch: 'main',
  head: commit,
};

it('takes an empty store for one whose disk is away, until it has seen a repository in it', async () => {
  const mutations: EntityProviderMutation[] = [];
  let stored: Repository[] = [];
  const provider = new RepositoriesEntityProvider({
    kind: 'stored',
    logger: mockServices.logger.mock(),
    repositories: {
      list: async () => stored,
      find: async () => undefined,
      resolve: async () => ({
        commit,
        kind: 'file',
        object: commit,
        size: 1,
      }),
      viewUrl: name => `https://stagedoor.example.org/repositories/${name}`,
    },
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });

  await provider.scan();
  expect(mutations).toEqual([{ type: 'delta', added: [], removed: [] }]);

  stored = [shop];
  await provider.scan();
  stored = [];
  await provider.scan();
  expect(mutations.slice(1)).toMatchObject([
    { type: 'full', entities: [{ entity: { kind: 'Location' } }] },
    { type: 'full', entities: [] },
  ]);
});

it('takes what a mirror described away with the mirror, where nothing was ever stored', async () => {
  const mutations: EntityProviderMutation[] = [];
  const asked: unknown[] = [];
  const provider = new RepositoriesEntityProvider({
    kind: 'mirror',
    logger: mockServices.logger.mock(),
    repositories: {
      list: async wanted => {
        asked.push(wanted);
        return [];
      },
      find: async () => shop,
      resolve: async () => undefined,
      viewUrl: () => '',
    },
  });
  await provider.connect({
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  });
  // As after a start: what was known before is known to the catalog alone.
  await provider.scan();
  expect(mutations).toEqual([{ type: 'full', entities: [] }]);
  expect(asked).toEqual([{ kind: 'mirror' }]);

  await provider.refresh({ name: 'shop', ref: 'refs/heads/main', commit });
  expect(mutations).toHaveLength(1);
});

it('does not look at a repository for a tag', async () => {
  const lookedAt: string[] = [];
  const provider = new RepositoriesEntityProvider({
    kind: 'stored',
    logger: mockServices.logger.mock(),
    repositories: {
      list: async () => [],
      find: async name => {
        lookedAt.push(name);
        return undefined;
      },
      resolve: async () => undefined,
      viewUrl: () => '',
    },
  });
  await provider.connect({
    applyMutation: async () => {},
    refresh: async () => {},
  });
  await provider.refresh({ name: 'tagged', ref: 'refs/tags/v1', commit });
  await provider.refresh({ name: 'shop', ref: 'refs/heads/main', commit });
  expect(lookedAt).toEqual(['shop']);
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  RepositoriesService,
  repositoriesServiceRef,
} from '@stagedoor/plugin-repositories-node';
import { seedRepositories } from './seedRepositories';

const author = { name: 'Stagedoor', email: 'stagedoor@localhost' };

describe('seedRepositories', () => {
  let root: string;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-seed-'));
    logger.error.mockClear();
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function writeFolder(name: string, files: Record<string, string>) {
    for (const [path, content] of Object.entries(files)) {
      const target = join(root, 'seed', name, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }

  /** What a replica with this data folder would use. */
  async function createReplica(data: string): Promise<RepositoriesService> {
    let repositories: RepositoriesService | undefined;
    const plugin = createBackendPlugin({
      pluginId: 'replica',
      register(env) {
        env.registerInit({
          deps: { service: repositoriesServiceRef },
          async init({ service }) {
            repositories = service;
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: join(root, data) },
          },
        }),
      ],
    });
    await backend.stop();
    return repositories!;
  }

  const seed = (repositories: RepositoriesService) =>
    seedRepositories({
      folders: [join(root, 'seed')],
      author,
      repositories,
      logger,
    });

  it('makes the same commits wherever and whenever it runs', async () => {
    await writeFolder('search', { 'README.md': '# Search' });
    const here = await createReplica('here');
    const there = await createReplica('there');
    await seed(here);
    await seed(there);
    const [first] = await here.list();
    expect(first.head).toMatch(/^[0-9a-f]{40}$/);
    expect(await there.list()).toEqual([first]);
  });

  it('makes each repository once when several replicas start at the same time', async () => {
    for (const name of ['a', 'b', 'c']) {
      await writeFolder(name, { 'README.md': name });
    }
    const replicas = await Promise.all(
      Array.from({ length: 3 }, () => createReplica('shared')),
    );
    await Promise.all(replicas.map(seed));
    expect((await replicas[0].list()).map(({ name }) => name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('leaves what people did alone', async () => {
    await writeFolder('search', { 'README.md': 'One' });
    const repositories = await createReplica('data');
    await seed(repositories);
    const [before] = await repositories.list();
    await writeFolder('search', { 'README.md': 'Two' });
    await seed(repositories);
    expect(await repositories.list()).toEqual([before]);
  });

  it('goes on after a folder that cannot become a repository, naming what is wrong', async () => {
    await writeFolder('broken', {
      'README.md': 'x',
      '.seed.yaml': 'history: [{ message: Start, tags: [v1] }]',
    });
    await writeFolder('whole', { 'README.md': 'x' });
    const repositories = await createReplica('data');
    await seed(repositories);
    expect((await repositories.list()).map(({ name }) => name)).toEqual([
      'whole',
    ]);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('broken'),
      expect.objectContaining({
        message: expect.stringMatching(
          /\.seed\.yaml: history\.0: Unrecognized key: "tags"/,
        ),
      }),
    );
  });
});

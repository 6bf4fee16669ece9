import {
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { repositoriesChangedTopic } from '@stagedoor/plugin-repositories-common';
import { readRepositoriesConfig } from './config';
import { DefaultRepositoriesService } from './DefaultRepositoriesService';
import { MirrorFolders } from './MirrorFolders';
import { RepositoryFolders } from './RepositoryFolders';

const author = { name: 'Ana Ruiz', email: 'ana@example.org' };

describe('DefaultRepositoriesService', () => {
  let root: string;
  let changes: unknown[];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-repositories-'));
    changes = [];
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function createService(repositories: JsonObject = {}) {
    const config = readRepositoriesConfig(
      mockServices.rootConfig({
        data: {
          app: { baseUrl: 'https://stagedoor.example.org' },
          backend: { baseUrl: 'https://stagedoor.example.org' },
          stagedoor: { dataDirectory: join(root, 'data') },
          repositories,
        },
      }),
    );
    const events = mockServices.events();
    await events.subscribe({
      id: 'test',
      topics: [repositoriesChangedTopic],
      onEvent: async event => {
        changes.push(event.eventPayload);
      },
    });
    return new DefaultRepositoriesService({
      config,
      stored: await RepositoryFolders.create(
        join(config.dataDirectory, 'repositories'),
      ),
      mirrors: await MirrorFolders.create(
        join(config.dataDirectory, 'mirrors'),
        config.mirrors,
      ),
      events,
      logger: mockServices.logger.mock(),
    });
  }

  async function writeFiles(files: Record<string, string>): Promise<string> {
    const directory = await mkdtemp(join(root, 'files-'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    return directory;
  }

  const createOptions = (name: string, directory: string) => ({
    name,
    directory,
    author,
    message: 'Start',
  });

  it('creates a repository that can be found, listed and read', async () => {
    const service = await createService();
    const directory = await writeFiles({
      'README.md': '# Payments',
      '.gitignore': 'node_modules',
      'node_modules/x/index.js': 'x',
    });
    const created = await service.create({
      ...createOptions('payments-api', directory),
      description: 'Takes payments',
      tag: 'v1.0.0',
    });
    expect(created).toMatchObject({
      name: 'payments-api',
      kind: 'stored',
      defaultBranch: 'main',
      description: 'Takes payments',
      head: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(await service.find('payments-api')).toEqual(created);
    expect(await service.list()).toEqual([created]);
    const file = await service.readFile('payments-api', { path: 'README.md' });
    expect(file?.content.toString()).toBe('# Payments');
    const tree = await service.listTree('payments-api', { ref: 'v1.0.0' });
    expect(tree?.entries.map(entry => entry.path)).toEqual([
      '.gitignore',
      'README.md',
    ]);
    expect(changes).toEqual([
      { name: 'payments-api', ref: 'refs/heads/main', commit: created.head },
      { name: 'payments-api', ref: 'refs/tags/v1.0.0', commit: created.head },
    ]);
    expect(service.cloneUrl('payments-api')).toBe(
      'https://stagedoor.example.org/api/repositories/git/payments-api.git',
    );
  });

  it('gives a repository an earlier history', async () => {
    const service = await createService();
    const directory = await writeFiles({ VERSION: '2', 'new.txt': 'new' });
    await service.create({
      ...createOptions('search', directory),
      message: 'Add new.txt',
      history: [
        {
          message: 'Start',
          tag: 'v1',
          files: { VERSION: '1', 'new.txt': null },
        },
      ],
    });
    const read = async (ref: string, path: string) =>
      (await service.readFile('search', { ref, path }))?.content.toString();
    expect(await read('v1', 'VERSION')).toBe('1');
    expect(await read('v1', 'new.txt')).toBeUndefined();
    expect(await read('main', 'VERSION')).toBe('2');
    expect(await read('main', 'new.txt')).toBe('new');
  });

  it('lets exactly one of many that create the same name win', async () => {
    const directory = await writeFiles({ 'a.txt': 'a' });
    // Two services stand for two replicas on one data folder.
    const replicas = [await createService(), await createService()];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        replicas[i % 2].create(createOptions('checkout', directory)),
      ),
    );
    const reasons = outcomes.flatMap(outcome =>
      outcome.status === 'rejected' ? [outcome.reason.name] : [],
    );
    expect(reasons).toEqual(Array(7).fill('ConflictError'));
    expect(await readdir(join(root, 'data/repositories'))).toEqual([
      'checkout.git',
    ]);
  });

  it('leaves nothing behind when creating fails', async () => {
    const service = await createService();
    await expect(
      service.create(createOptions('checkout', join(root, 'missing'))),
    ).rejects.toMatchObject({ name: 'GitError' });
    expect(await service.find('checkout')).toBeUndefined();
    expect(await readdir(join(root, 'data/repositories'))).toEqual([]);
    const directory = await writeFiles({ 'a.txt': 'a' });
    await expect(
      service.create(createOptions('checkout', directory)),
    ).resolves.toMatchObject({ name: 'checkout' });
  });

  it('removes a repository, and forgives removing it again', async () => {
    const service = await createService();
    const directory = await writeFiles({ 'a.txt': 'a' });
    await service.create(createOptions('checkout', directory));
    changes = [];
    await service.remove('checkout');
    await service.remove('checkout');
    expect(await service.list()).toEqual([]);
    expect(changes).toEqual([
      { name: 'checkout', ref: 'refs/heads/main', commit: null },
    ]);
    expect(await readdir(join(root, 'data/repositories'))).toEqual([]);
  });

  it.each(['../escape', '.hidden', 'UPPER', 'a/b', '-x', 'x.git', 'a\n', ''])(
    'neither creates nor finds the name %j',
    async name => {
      const service = await createService();
      const directory = await writeFiles({ 'a.txt': 'a' });
      await expect(
        service.create(createOptions(name, directory)),
      ).rejects.toMatchObject({ name: 'InputError' });
      expect(await service.find(name)).toBeUndefined();
      expect(await service.readFile(name, { path: 'a.txt' })).toBeUndefined();
      await service.remove(name);
      expect(await readdir(join(root, 'data/repositories'))).toEqual([]);
    },
  );

  it.each(['repositories', 'mirrors'])(
    'clears what an interrupted run left among the %s, and nothing that is at work',
    async kind => {
      const folder = join(root, 'data', kind);
      const hoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
      for (const name of ['.building-left', '.building-now', 'kept.git']) {
        await mkdir(join(folder, name), { recursive: true });
        if (name !== '.building-now') {
          await utimes(join(folder, name), hoursAgo, hoursAgo);
        }
      }
      await createService();
      expect(await readdir(folder)).toEqual(['.building-now', 'kept.git']);
    },
  );

  it('says that it cannot tell when the folder of repositories is gone', async () => {
    const service = await createService();
    const directory = await writeFiles({ 'a.txt': 'a' });
    await service.create(createOptions('checkout', directory));
    await rename(join(root, 'data/repositories'), join(root, 'unmounted'));
    for (const read of [
      service.list(),
      service.find('checkout'),
      service.readFile('checkout', { path: 'a.txt' }),
    ]) {
      await expect(read).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
    }
  });

  it('lists a page, whatever else lies in the folder', async () => {
    const service = await createService();
    const directory = await writeFiles({ 'README.md': '#' });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of names) {
      await service.create(createOptions(name, directory));
    }
    // No repository of that name can be made.
    await mkdir(join(root, 'data', 'repositories', 'b.Odd.git'));
    const page = async (after: string | undefined, limit: number) =>
      (await service.list({ after, limit })).map(({ name }) => name);
    expect(await page(undefined, 3)).toEqual(['a', 'b', 'c']);
    expect(await page('c', 2)).toEqual(['d', 'e']);
    expect(await page('e', 2)).toEqual(['f']);
    expect((await service.list()).map(({ name }) => name)).toEqual(names);
  });

  it('lists the others when one repository is broken', async () => {
    const service = await createService();
    const directory = await writeFiles({ 'a.txt': 'a' });
    await service.create(createOptions('broken', directory));
    await service.create(createOptions('whole', directory));
    await rm(join(root, 'data/repositories/broken.git/HEAD'));
    expect(await service.list()).toMatchObject([
      {
        name: 'broken',
        error: expect.stringContaining('not a git repository'),
      },
      { name: 'whole', head: expect.any(String) },
    ]);
  });

  describe('mirrors', () => {
    async function createOriginal() {
      const service = await createService();
      const directory = await writeFiles({ 'a.txt': '1' });
      await service.create(createOptions('original', directory));
      const url = (await service.locate('original'))!;
      const moved = join(root, 'elsewhere.git');
      await rename(url, moved);
      changes = [];
      return moved;
    }

    it('copies a repository, announces what changed, and refuses its name to others', async () => {
      const url = await createOriginal();
      const service = await createService({
        mirrors: [{ name: 'copy', url, refresh: { seconds: 30 } }],
      });
      expect(service.listMirrors()).toEqual([
        { name: 'copy', refreshMs: 30_000 },
      ]);
      await service.refreshMirror('copy');
      expect(changes).toMatchObject([{ name: 'copy', ref: 'refs/heads/main' }]);
      expect(await service.find('copy')).toMatchObject({
        kind: 'mirror',
        defaultBranch: 'main',
        mirror: { fetchedAt: expect.any(String) },
      });
      await service.refreshMirror('copy');
      expect(changes).toHaveLength(1);

      const directory = await writeFiles({ 'a.txt': 'a' });
      await expect(
        service.create(createOptions('copy', directory)),
      ).rejects.toMatchObject({ name: 'ConflictError' });
      await service.remove('copy');
      expect(await service.find('copy')).toBeDefined();
    });

    it('keeps the last copy when the original cannot be reached', async () => {
      const url = await createOriginal();
      const service = await createService({ mirrors: [{ name: 'copy', url }] });
      await service.refreshMirror('copy');
      await rename(url, `${url}.away`);
      await expect(service.refreshMirror('copy')).rejects.toThrow();
      const file = await service.readFile('copy', { path: 'a.txt' });
      expect(file?.content.toString()).toBe('1');
      expect(await service.find('copy')).toMatchObject({
        mirror: { error: expect.stringContaining('elsewhere.git') },
      });
    });

    it('tells a mirror that was never fetched from one without the file', async () => {
      const service = await createService({
        mirrors: [{ name: 'copy', url: join(root, 'nowhere.git') }],
      });
      await expect(service.refreshMirror('copy')).rejects.toThrow();
      await expect(
        service.readFile('copy', { path: 'a.txt' }),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
      expect(await service.list()).toMatchObject([
        { name: 'copy', mirror: { error: expect.any(String) } },
      ]);
      expect(await service.list({ kind: 'mirror' })).toHaveLength(1);
      expect(await service.list({ kind: 'stored' })).toEqual([]);
    });
  });
});

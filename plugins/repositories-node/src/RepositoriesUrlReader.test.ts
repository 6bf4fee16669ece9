import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  createServiceFactory,
  createServiceRef,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { RepositoriesService } from './RepositoriesService';
import { repositoriesServiceRef } from './repositoriesServiceRef';
import { RepositoriesUrlReader } from './RepositoriesUrlReader';

const repositoriesProbeRef = createServiceRef<RepositoriesService>({
  id: 'test.repositories',
});

const base = 'http://localhost:7007/repositories';

describe('RepositoriesUrlReader', () => {
  let root: string;
  let repositories: RepositoriesService;
  let reader: UrlReaderService;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-reader-'));
    const data: JsonObject = {
      app: { baseUrl: 'http://localhost:7007' },
      backend: { baseUrl: 'http://localhost:7007' },
      stagedoor: { dataDirectory: join(root, 'data') },
    };
    // A service's default factory is what a backend gets that installs none.
    const probe = createServiceFactory({
      service: repositoriesProbeRef,
      deps: { repositories: repositoriesServiceRef },
      factory: deps => deps.repositories,
    });
    repositories = await ServiceFactoryTester.from(probe, {
      dependencies: [
        mockServices.rootConfig.factory({ data }),
        mockServices.events.factory(),
      ],
    }).getSubject('catalog');
    reader = UrlReaders.default({
      config: mockServices.rootConfig({ data }),
      logger: mockServices.logger.mock(),
      factories: [RepositoriesUrlReader.factory(repositories)],
    });

    const directory = join(root, 'files');
    for (const [path, content] of Object.entries({
      'catalog-info.yaml': 'kind: Component',
      'docs/index.md': '# Docs',
      'services/a/catalog-info.yaml': 'kind: API # a',
      'services/b/catalog-info.yaml': 'kind: API # b',
      'services/b/deep/catalog-info.yaml': 'kind: API # deep',
    })) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    await repositories.create({
      name: 'payments',
      directory,
      author: { name: 'Ana Ruiz', email: 'ana@example.org' },
      message: 'Start',
    });
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const url = `${base}/payments/blob/main/catalog-info.yaml`;

  it('reads a file, and only when it changed', async () => {
    const response = await reader.readUrl(url);
    expect((await response.buffer()).toString()).toBe('kind: Component');
    await expect(
      reader.readUrl(url, { etag: response.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });
  });

  it.each([
    `${base}/payments/blob/main/missing.yaml`,
    `${base}/payments/blob/other/catalog-info.yaml`,
    `${base}/missing/blob/main/catalog-info.yaml`,
    `${base}/payments/blob/main/docs`,
  ])('finds nothing at %s', async missing => {
    await expect(reader.readUrl(missing)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    expect((await reader.search(missing)).files).toEqual([]);
  });

  it.each([
    `${base}/payments/blob/main/..%2f..%2f..%2fetc/passwd`,
    `${base}/..%2f..%2fx/blob/main/a`,
    'http://localhost:7007/api/catalog/entities',
    'http://localhost:7008/repositories/payments/blob/main/catalog-info.yaml',
  ])('leaves %s to nobody', async foreign => {
    await expect(reader.readUrl(foreign)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('refuses what looks like an option of git', async () => {
    await expect(
      reader.readUrl(`${base}/payments/blob/--upload-pack=touch%20x/a`),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it('reads a directory, and only when something below it changed', async () => {
    const tree = await reader.readTree(`${base}/payments/tree/main/docs/`);
    const directory = await tree.dir({ targetDir: await mkdtemp(root) });
    expect(await readdir(directory)).toEqual(['index.md']);
    await expect(
      reader.readTree(`${base}/payments/tree/main/docs`, { etag: tree.etag }),
    ).rejects.toMatchObject({ name: 'NotModifiedError' });

    const whole = await reader.readTree(`${base}/payments/blob/main/`);
    expect((await whole.files()).map(file => file.path).sort()).toContain(
      'services/b/deep/catalog-info.yaml',
    );
  });

  it('finds files by a pattern', async () => {
    const found = await reader.search(
      `${base}/payments/blob/main/services/*/catalog-info.yaml`,
    );
    expect(found.files.map(file => file.url)).toEqual([
      `${base}/payments/blob/main/services/a/catalog-info.yaml`,
      `${base}/payments/blob/main/services/b/catalog-info.yaml`,
    ]);
    expect((await found.files[1].content()).toString()).toBe('kind: API # b');
    const all = await reader.search(
      `${base}/payments/blob/main/**/catalog-info.yaml`,
    );
    expect(all.files).toHaveLength(4);
  });

  it('reads marks of other patterns as parts of names', async () => {
    for (const pattern of ['!*.md', '{catalog-info,x}.y*', '+(c*).yaml']) {
      const found = await reader.search(
        `${base}/payments/blob/main/${encodeURIComponent(pattern)}`,
      );
      expect(found.files).toEqual([]);
    }
  });

  it.each(['*a*a*a*a*.yaml', '**/**/**/catalog-info.yaml'])(
    'does not begin with %s, which somebody may have pushed so that it never ends',
    async pattern => {
      await expect(
        reader.search(`${base}/payments/blob/main/${pattern}`),
      ).rejects.toThrow(/has too many stars: at most 2 in one name/);
    },
  );
});

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ReleaseSources } from './ReleaseSources';
import { releaseSourcesServiceRef } from './releaseSourcesServiceRef';
import { findRemote, readSourcesConfig } from './sourcesConfig';

// What has a default factory is made for whoever asks for it.
const askingForSources = createServiceFactory({
  service: createServiceRef<ReleaseSources>({ id: 'test.sources' }),
  deps: { sources: releaseSourcesServiceRef },
  factory: ({ sources }) => sources,
});

describe('DefaultReleaseSources', () => {
  let root: string;
  let origin: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor sources '));
    origin = join(root, 'origin.git');
    git('init', '-q', '--bare', '-b', 'trunk', origin);
    commit('One');
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  function git(...args: string[]): string {
    return execFileSync('git', args, { encoding: 'utf8' }).trim();
  }

  function commit(message: string, gitDir = origin, content = message): string {
    const at = Math.floor(Date.now() / 1000);
    const parent = git(
      `--git-dir=${gitDir}`,
      'for-each-ref',
      '--format=%(objectname)',
      'refs/heads/trunk',
    );
    execFileSync('git', [`--git-dir=${gitDir}`, 'fast-import', '--quiet'], {
      input: `commit refs/heads/trunk\ncommitter A <a@example.org> ${at} +0000\ndata ${message.length}\n${message}\n${
        parent ? `from ${parent}\n` : ''
      }M 100644 inline f\ndata ${content.length}\n${content}\n`,
    });
    return git(`--git-dir=${gitDir}`, 'rev-parse', 'trunk');
  }

  const dataDirectory = () => join(root, 'data');
  const copies = () => join(dataDirectory(), 'releases', 'sources');

  async function createSources(
    config: JsonObject = {},
    repositories: JsonObject = {},
  ): Promise<ReleaseSources> {
    return ServiceFactoryTester.from(askingForSources, {
      dependencies: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: dataDirectory() },
            releases: config,
            repositories,
          },
        }),
      ],
    }).getSubject('releases');
  }

  const readHeadOf = (gitDir: string) =>
    git(`--git-dir=${gitDir}`, 'rev-parse', 'refs/heads/trunk');

  it('finds a stored repository as it is', async () => {
    const sources = await createSources();
    const stored = join(dataDirectory(), 'repositories', 'shop.git');
    git('clone', '-q', '--bare', origin, stored);
    const found = await sources.locate({ repository: 'shop' });
    expect(found).toMatchObject({ gitDir: stored });
    const pushed = commit('Two', stored);
    expect(
      readHeadOf((await sources.locate({ repository: 'shop' })).gitDir),
    ).toBe(pushed);
    await expect(sources.locate({ repository: 'none' })).rejects.toThrow(
      "There is no repository named 'none'",
    );
    await expect(sources.locate({ repository: '../shop' })).rejects.toThrow(
      /There is no repository/,
    );
  });

  it('refreshes a mirror when it is old or lacks the commit', async () => {
    const sources = await createSources(
      {},
      { mirrors: [{ name: 'shop', url: origin }] },
    );
    const first = await sources.locate({ repository: 'shop' });
    const pushed = commit('Two');
    await sources.locate({ repository: 'shop' });
    expect(readHeadOf(first.gitDir)).not.toBe(pushed);
    await sources.locate({ repository: 'shop' }, { maxAgeMs: 0 });
    expect(readHeadOf(first.gitDir)).toBe(pushed);
  });

  describe('of a git URL', () => {
    const local = { localSources: true };

    it('keeps one copy, and fetches it again when it is old or lacks the commit', async () => {
      const sources = await createSources(local);
      const found = await Promise.all(
        [1, 2, 3].map(() => sources.locate({ git: origin })),
      );
      const { gitDir, fetchedAt } = found[0];
      expect(Date.now() - Date.parse(fetchedAt)).toBeLessThan(30_000);
      expect(readdirSync(copies())).toHaveLength(1);
      expect(readdirSync(copies())[0]).toMatch(/^[0-9a-f]{64}\.git$/);

      const pushed = commit('Two');
      await sources.locate({ git: origin });
      expect(readHeadOf(gitDir)).not.toBe(pushed);
      const aWhileAgo = new Date(Date.now() - 3_000);
      await utimes(join(gitDir, 'HEAD'), aWhileAgo, aWhileAgo);
      await sources.locate({ git: origin }, { commit: pushed });
      expect(readHeadOf(gitDir)).toBe(pushed);

      const third = commit('Three');
      await sources.locate({ git: origin }, { maxAgeMs: 0 });
      expect(readHeadOf(gitDir)).toBe(third);
    });

    it('uses an older copy while the other side is down, and says so when it lacks the commit', async () => {
      const sources = await createSources(local);
      const { gitDir } = await sources.locate({ git: origin });
      const before = readHeadOf(gitDir);
      await rename(origin, `${origin}.away`);
      const aWhileAgo = new Date(Date.now() - 60_000);
      await utimes(join(gitDir, 'HEAD'), aWhileAgo, aWhileAgo);

      const stale = await sources.locate({ git: origin });
      expect(readHeadOf(stale.gitDir)).toBe(before);
      expect(Date.parse(stale.fetchedAt)).toBeLessThan(Date.now() - 50_000);
      await expect(
        sources.locate({ git: origin }, { commit: 'a'.repeat(40) }),
      ).rejects.toThrow(/cannot be fetched/);
    });

    it('says what is wrong when there is no copy yet', async () => {
      const sources = await createSources(local);
      const missing = join(root, 'missing.git');
      await expect(sources.locate({ git: missing })).rejects.toThrow(
        expect.objectContaining({
          name: 'ServiceUnavailableError',
          message: expect.stringContaining(`'${missing}' cannot be fetched`),
        }),
      );
      expect(readdirSync(copies())).toEqual([]);
    });

    it('stops a copy that grows too large, and leaves nothing of it', async () => {
      const noise = Array.from({ length: 60_000 }, () =>
        Math.random().toString(36),
      ).join('');
      commit('Large', origin, noise);
      const sources = await createSources({
        ...local,
        sourceLimits: { maxBytes: 100_000 },
      });
      await expect(sources.locate({ git: origin })).rejects.toThrow(
        /larger than the 100000 bytes/,
      );
      expect(readdirSync(copies())).toEqual([]);
    });

    it('lets one who waits go without stopping it for the others', async () => {
      const sources = await createSources(local);
      const controller = new AbortController();
      const impatient = sources.locate(
        { git: origin },
        { signal: controller.signal },
      );
      const patient = sources.locate({ git: origin });
      controller.abort(new Error('enough'));
      await expect(impatient).rejects.toThrow('enough');
      await expect(patient).resolves.toMatchObject({
        gitDir: expect.stringMatching(/\.git$/),
      });
    });

    it.each(['', 'file://'])(
      'refuses paths of this machine as %s',
      async prefix => {
        const sources = await createSources();
        await expect(
          sources.locate({ git: `${prefix}${origin}` }),
        ).rejects.toThrow(/releases\.localSources does not allow/);
      },
    );

    it.each([
      'ext::sh -c touch% /tmp/x',
      '--upload-pack=touch /tmp/x',
      '-oProxyCommand=x:y',
      'https://ana:secret@example.org/x.git',
      'ssh://-oProxyCommand=x/y',
      '../origin.git',
      '',
    ])('refuses %j', async url => {
      const sources = await createSources(local);
      await expect(sources.locate({ git: url })).rejects.toThrow(
        expect.objectContaining({ name: 'InputError' }),
      );
    });
  });

  describe('with a server that wants a password', () => {
    let server: Server;
    let base: string;
    let seen: (string | undefined)[];

    beforeEach(async () => {
      seen = [];
      server = createServer((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
        response.end();
      });
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    });

    afterEach(
      () => new Promise(resolve => server.close(() => resolve(undefined))),
    );

    it('connects to what is configured, and to nothing else', async () => {
      const sources = await createSources({
        sources: [{ url: `${base}shop/` }],
      });
      await expect(
        sources.locate({ git: `${base}other/api.git` }),
      ).rejects.toThrow(
        expect.objectContaining({
          name: 'NotAllowedError',
          message: expect.stringContaining('releases.sources'),
        }),
      );
      await expect(
        sources.locate({ git: `${base}shop/../other/api.git` }),
      ).rejects.toThrow(/may not be used/);
      expect(seen).toEqual([]);
      await expect(
        sources.locate({ git: `${base}shop/api.git` }),
      ).rejects.toThrow(/cannot be fetched/);
      expect(seen.length).toBeGreaterThan(0);
    });
  });
});

describe('readSourcesConfig', () => {
  const read = (releases: JsonObject) =>
    readSourcesConfig(
      mockServices.rootConfig({
        data: { stagedoor: { dataDirectory: '/data' }, releases },
      }),
    );

  it.each<[JsonObject, RegExp]>([
    [
      { sources: [{ url: 'https://a:b@x/' }] },
      /sources\[0\]\.url: .*must not hold/,
    ],
    [{ sources: [{ url: '/srv/git/' }] }, /sources\[0\]\.url: .*localSources/],
    [{ sources: [{ url: 'nonsense' }] }, /sources\[0\]\.url: Unsupported/],
    [{ sources: [{ url: 'https://x/', token: 'y' }] }, /sources\[0\]: .*token/],
    [
      {
        sources: [
          { url: 'http://x/', credentials: { username: 'a', password: 'b' } },
        ],
      },
      /sources\[0\]\.credentials: .*https/,
    ],
    [{ sourceLimits: { maxBytes: 0 } }, /sourceLimits\.maxBytes/],
  ])('stops the start for %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });

  it('gives credentials to the longest place that fits, only', () => {
    const own = { username: 'ci', password: 'one' };
    const config = read({
      sources: [
        { url: 'https://git.example.org/' },
        { url: 'https://git.example.org/shop/', credentials: own },
        { url: 'git@git.example.org:shop/api.git' },
      ],
    });
    const find = (url: string) => findRemote(config, url).credentials;
    expect(find('https://git.example.org/shop/api.git')).toEqual(own);
    expect(find('https://git.example.org/shopping/api.git')).toBeUndefined();
    expect(find('git@git.example.org:shop/api.git')).toBeUndefined();
    for (const url of [
      'https://git.example.org.evil.test/shop/api.git',
      'http://git.example.org/shop/api.git',
      'https://git.example.org/x/%2e%2E/shop/api.git',
      'git@git.example.org:shop/other.git',
    ]) {
      expect(() => find(url)).toThrow(/may not be used/);
    }
  });
});

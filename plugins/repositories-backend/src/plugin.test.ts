import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import {
  Agent,
  ClientRequest,
  IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import catalogModuleStagedoor from '@stagedoor/plugin-catalog-backend-module-stagedoor';
import permissionModuleStagedoor from '@stagedoor/plugin-permission-backend-module-stagedoor';
import { RepositoriesClient } from '@stagedoor/plugin-repositories-common';
import {
  RepositoriesService,
  repositoriesServiceRef,
} from '@stagedoor/plugin-repositories-node';
import { actingAuthFactory } from '@stagedoor/test-organisation';
import request from 'supertest';
import repositoriesFeatures from './index';

jest.setTimeout(120_000);

const run = promisify(execFile);
const ana = 'user:default/ana.ruiz';
const ben = 'user:default/ben.okafor';
const chen = 'user:default/chen.wei';
const nobody = 'user:default/nobody';

describe('repositories on a real backend', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const auditor = mockServices.auditor.mock();
  const audited: string[] = [];
  let root: string;
  let backend: TestBackend;
  let repositories: RepositoriesService;
  let port: number;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor backend '));
    auditor.createEvent.mockImplementation(async ({ eventId, meta }) => {
      const note = (outcome: string, more?: object) => {
        if (eventId.startsWith('repository-')) {
          audited.push(
            `${eventId} ${outcome} ${JSON.stringify({ ...meta, ...more })}`,
          );
        }
      };
      note('initiated');
      return {
        success: async options => void note('succeeded', options?.meta),
        fail: async ({ error }) => void note('failed', { error: error.name }),
      };
    });
    await writeFiles(join(root, 'seed'), {
      'payments-api/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: payments-api }
spec: { type: service, lifecycle: production, owner: 'user:default/ana.ruiz' }
`,
      'payments-api/README.md': '# Payments\n',
      'payments-api/.seed.yaml': `description: Takes payments
history:
  - message: Start
    tag: v1.1.0
    files: { README.md: 'Old' }
  - message: Say what it is
    tag: v1.2.0
`,
      'tools/README.md': '# Tools\n',
      'Not A Name/README.md': 'x',
    });
    // Gives the test what any other plugin of the backend gets.
    const neighbour = createBackendPlugin({
      pluginId: 'neighbour',
      register(env) {
        env.registerInit({
          deps: { service: repositoriesServiceRef },
          async init({ service }) {
            repositories = service;
          },
        });
      },
    });
    const knex = await databases.init('POSTGRES_18');
    backend = await startTestBackend({
      features: [
        repositoriesFeatures,
        catalogPlugin,
        catalogModuleStagedoor,
        permissionPlugin,
        permissionModuleStagedoor,
        neighbour,
        permissionsServiceFactory,
        actingAuthFactory,
        eventsServiceFactory,
        mockServices.auditor.mock({ createEvent: auditor.createEvent }).factory,
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: join(root, 'data') },
            repositories: {
              seed: [join(root, 'seed')],
              maximumPushMegabytes: 2,
              mirrors: [
                {
                  name: 'mirrored',
                  url: join(root, 'data/repositories/tools.git'),
                },
              ],
            },
            permission: {
              enabled: true,
              roles: [
                { role: 'developer', members: [ana, ben] },
                { role: 'platform-engineer', members: [chen] },
              ],
            },
          },
        }),
      ],
    });
    port = (backend.server.address() as AddressInfo).port;
    await eventually(async () => {
      const response = await request(backend.server)
        .get('/api/catalog/entities/by-name/component/default/payments-api')
        .set('Authorization', mockCredentials.user.header(chen));
      expect(response.status).toBe(200);
    });
    await repositories.refreshMirror('mirrored');
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(root, { recursive: true, force: true });
  });

  beforeEach(() => {
    audited.length = 0;
  });

  function client(user: string) {
    return new RepositoriesClient({
      discoveryApi: {
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
      },
      fetchApi: {
        fetch: (input, init) =>
          fetch(input, {
            ...init,
            headers: { Authorization: mockCredentials.user.header(user) },
          }),
      },
    });
  }

  function cloneUrl(name: string, user?: string) {
    const token = user && encodeURIComponent(mockCredentials.user.token(user));
    const userInfo = token ? `someone:${token}@` : '';
    return `http://${userInfo}127.0.0.1:${port}/api/repositories/git/${name}.git`;
  }

  async function git(directory: string, ...args: string[]) {
    const { stdout } = await run(
      'git',
      [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.org',
        '-C',
        directory,
        ...args,
      ],
      {
        env: {
          PATH: process.env.PATH,
          GIT_TERMINAL_PROMPT: '0',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_CONFIG_NOSYSTEM: '1',
        },
      },
    );
    return stdout.trim();
  }

  async function clone(name: string, user: string): Promise<string> {
    const directory = await mkdtemp(join(root, 'clone-'));
    await git(directory, 'clone', '-q', cloneUrl(name, user), '.');
    return directory;
  }

  async function commit(directory: string, files: Record<string, string>) {
    await writeFiles(directory, files);
    await git(directory, 'add', '-A');
    await git(directory, 'commit', '-q', '-m', 'A change');
    return git(directory, 'rev-parse', 'HEAD');
  }

  describe('REST', () => {
    it('lists seeded repositories page by page', async () => {
      const first = await client(ana).listRepositories({ limit: 2 });
      expect(first.items).toMatchObject([
        { name: 'mirrored', kind: 'mirror' },
        {
          name: 'payments-api',
          kind: 'stored',
          description: 'Takes payments',
          defaultBranch: 'main',
        },
      ]);
      const second = await client(ana).listRepositories({
        limit: 2,
        cursor: first.nextCursor,
      });
      expect(second.items.map(item => item.name)).toEqual(['tools']);
      expect(second.nextCursor).toBeUndefined();
    });

    it('reads everything that the pages show', async () => {
      const api = client(ana);
      expect(await api.getRepository('payments-api')).toMatchObject({
        cloneUrl: 'http://localhost:7007/api/repositories/git/payments-api.git',
        viewUrl: 'http://localhost:7007/repositories/payments-api/tree/main',
      });
      expect(
        (await api.listRefs('payments-api')).items.map(ref => ref.name),
      ).toEqual(expect.arrayContaining(['main', 'v1.1.0', 'v1.2.0']));
      expect(
        (await api.listCommits('payments-api', { ref: 'v1.2.0' })).items,
      ).toMatchObject([
        { subject: 'Say what it is', author: { name: 'Stagedoor' } },
        { subject: 'Start' },
      ]);
      expect(
        (await api.readTree('payments-api', { ref: 'v1.2.0' })).entries.map(
          entry => entry.path,
        ),
      ).toEqual(['README.md', 'catalog-info.yaml']);
      expect(
        await api.readFile('payments-api', {
          ref: 'v1.1.0',
          path: 'README.md',
        }),
      ).toMatchObject({ content: 'Old', encoding: 'utf-8', size: 3 });
    });

    it('shows neither huge nor binary files as text, nor what a link leads out to', async () => {
      const directory = await writeFiles(await mkdtemp(join(root, 'odd-')), {
        'huge.txt': 'x'.repeat(1024 * 1024 + 1),
        'page.html': '<script>alert(1)</script>',
      });
      await writeFile(join(directory, 'logo.png'), Buffer.from([137, 0, 255]));
      await symlink('/etc/passwd', join(directory, 'passwd'));
      await repositories.create({
        name: 'odd',
        directory,
        author: { name: 'Ana', email: 'ana@example.org' },
        message: 'Odd files',
      });
      const api = client(ana);
      const huge = await api.readFile('odd', { path: 'huge.txt' });
      expect(huge).toMatchObject({ size: 1024 * 1024 + 1 });
      expect(huge).not.toHaveProperty('content');
      expect(await api.readFile('odd', { path: 'logo.png' })).toMatchObject({
        encoding: 'base64',
        content: Buffer.from([137, 0, 255]).toString('base64'),
      });
      expect((await api.readTree('odd')).entries).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'passwd', kind: 'symlink' }),
        ]),
      );
      await expect(api.readFile('odd', { path: 'passwd' })).rejects.toThrow(
        /404/,
      );
      await repositories.remove('odd');
    });

    it.each([
      ['repositories/..%2f..%2fetc', 400],
      ['repositories/PAYMENTS', 400],
      ['repositories/missing', 404],
      ['repositories/payments-api/tree?path=../..', 400],
      ['repositories/payments-api/blob?path=%00', 400],
      [
        'repositories/payments-api/blob?path=README.md&ref=--upload-pack=id',
        400,
      ],
      ['repositories/payments-api/blob?path=README.md&ref=main~1', 400],
      ['repositories/payments-api/blob?path=missing.md', 404],
      ['repositories/payments-api/tree?ref=missing', 404],
      ['repositories/payments-api/commits?limit=0', 400],
      ['repositories/payments-api/commits?limit=1e9', 400],
      ['repositories/payments-api/commits?cursor=--all', 400],
      ['repositories/payments-api/commits?offset=1', 400],
      ['repositories/payments-api/commits?ref[]=main', 400],
      ['repositories?cursor[__proto__]=x', 400],
    ])('answers %s with %i', async (path, status) => {
      const response = await request(backend.server)
        .get(`/api/repositories/${path}`)
        .set('Authorization', mockCredentials.user.header(ana));
      expect(response.status).toBe(status);
      expect(response.body.error.message).not.toContain(root);
    });

    it('hides everything from those who may not read, as if it were not there', async () => {
      await expect(
        request(backend.server)
          .get('/api/repositories/repositories')
          .then(response => response.status),
      ).resolves.toBe(401);

      expect(await client(nobody).listRepositories()).toEqual({ items: [] });
      const ask = async (user: string, name: string) => {
        const { status, body } = await request(backend.server)
          .get(`/api/repositories/repositories/${name}`)
          .set('Authorization', mockCredentials.user.header(user));
        return { status, message: body.error?.message.replace(name, '') };
      };
      expect(await ask(nobody, 'payments-api')).toEqual(
        await ask(ana, 'missing'),
      );
      for (const path of ['refs', 'commits', 'tree', 'blob?path=README.md']) {
        expect(await ask(nobody, `payments-api/${path}`)).toMatchObject({
          status: 404,
        });
      }
    });

    it('describes itself', async () => {
      const { body } = await request(backend.server)
        .get('/api/repositories/openapi.json')
        .set('Authorization', mockCredentials.user.header(ana));
      expect(Object.keys(body.paths)).toHaveLength(6);
    });
  });

  describe('git', () => {
    it('clones with a token as password', async () => {
      const directory = await clone('payments-api', ben);
      expect(await git(directory, 'tag')).toBe('v1.1.0\nv1.2.0');
      expect(existsSync(join(directory, '.seed.yaml'))).toBe(false);
      expect(await git(directory, 'show', 'v1.1.0:README.md')).toBe('Old');
    });

    it('asks for a password, and accepts no other', async () => {
      const refs =
        '/api/repositories/git/payments-api.git/info/refs?service=git-upload-pack';
      const anonymous = await request(backend.server).get(refs);
      expect(anonymous.status).toBe(401);
      expect(anonymous.headers['www-authenticate']).toMatch(/^Basic /);
      for (const token of [
        mockCredentials.user.invalidToken(),
        mockCredentials.limitedUser.token(ana),
        '',
      ]) {
        const response = await request(backend.server)
          .get(refs)
          .auth('ana', token);
        expect(response.status).toBe(401);
      }
      await expect(
        git(root, 'ls-remote', cloneUrl('payments-api')),
      ).rejects.toThrow(/could not read Username/);
    });

    it('takes a push from an owner, announces it, and writes it down', async () => {
      const directory = await clone('payments-api', ana);
      const before = await git(directory, 'rev-parse', 'HEAD');
      const head = await commit(directory, { 'new.txt': 'new' });
      await git(directory, 'push', '-q', 'origin', 'main');
      expect(await client(ana).getRepository('payments-api')).toMatchObject({
        head,
      });
      expect(audited).toEqual([
        'repository-push initiated {"repository":"payments-api"}',
        `repository-push succeeded ${JSON.stringify({
          repository: 'payments-api',
          changes: [{ ref: 'refs/heads/main', previous: before, commit: head }],
        })}`,
      ]);
      await eventually(async () => {
        const { body } = await request(backend.server)
          .get('/api/catalog/entities?filter=kind=location')
          .set('Authorization', mockCredentials.user.header(chen));
        expect(JSON.stringify(body)).toContain(head);
      });
    });

    it('takes a large push, which git sends in pieces', async () => {
      const directory = await clone('payments-api', ana);
      await commit(directory, {
        'large.txt': randomBytes(700_000).toString('hex'),
      });
      await git(directory, 'push', '-q', 'origin', 'HEAD:refs/heads/large');
      expect(
        (await client(ana).listRefs('payments-api')).items.map(ref => ref.name),
      ).toContain('large');
    });

    it('keeps what was pushed, also when its branch is gone and git tidies up', async () => {
      const gitDir = (await repositories.locate('payments-api'))!;
      for (const [key, value] of [
        ['receive.unpackLimit', '1'],
        ['gc.autoPackLimit', '1'],
        ['gc.autoDetach', 'false'],
        ['gc.pruneExpire', 'now'],
      ]) {
        await git(gitDir, 'config', key, value);
      }
      const directory = await clone('payments-api', ana);
      const gone = await commit(directory, { 'gone.txt': 'released once' });
      await git(directory, 'push', '-q', 'origin', 'HEAD:refs/heads/gone');
      await git(directory, 'push', '-q', 'origin', ':refs/heads/gone');
      for (const name of ['one', 'two']) {
        await git(directory, 'reset', '-q', '--hard', 'origin/main');
        await commit(directory, { [`${name}.txt`]: name });
        await git(directory, 'push', '-q', 'origin', `HEAD:refs/heads/${name}`);
      }
      expect(await git(gitDir, 'branch', '--contains', gone)).toBe('');
      const { items } = await client(ana).listCommits('payments-api', {
        ref: gone,
      });
      expect(items[0].id).toBe(gone);
    });

    it('refuses a push that is larger than allowed', async () => {
      const directory = await clone('payments-api', ana);
      await writeFile(join(directory, 'huge.bin'), randomBytes(3_000_000));
      await git(directory, 'add', '-A');
      await git(directory, 'commit', '-q', '-m', 'Huge');
      await expect(
        git(directory, 'push', '-q', 'origin', 'HEAD:refs/heads/huge'),
      ).rejects.toThrow(/413|hung up|RPC failed/);
      expect(
        (await client(ana).listRefs('payments-api')).items.map(ref => ref.name),
      ).not.toContain('huge');
      expect(audited.join()).toContain('"error":"GitTooLargeError"');
    });

    it('refuses a push from somebody who owns nothing in it, and says who may', async () => {
      const directory = await clone('payments-api', ben);
      await commit(directory, { 'sneaky.txt': 'x' });
      await expect(git(directory, 'push', 'origin', 'main')).rejects.toThrow(
        /You may not push to 'payments-api'; the owners of what it describes/,
      );
      // Going straight for the second request gains nothing.
      const response = await request(backend.server)
        .post('/api/repositories/git/payments-api.git/git-receive-pack')
        .auth('ben', mockCredentials.user.token(ben))
        .set('Content-Type', 'application/x-git-receive-pack-request')
        .send(Buffer.from('0000'));
      expect(response.status).toBe(403);
      expect(audited).toEqual([]);
    });

    it('lets no claim in another repository make somebody an owner', async () => {
      const directory = await writeFiles(await mkdtemp(join(root, 'claim-')), {
        'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: claim
  annotations:
    backstage.io/managed-by-location: url:http://localhost:7007/repositories/payments-api/blob/main/catalog-info.yaml
    backstage.io/managed-by-origin-location: url:http://localhost:7007/repositories/payments-api/blob/main/catalog-info.yaml
    backstage.io/source-location: url:http://localhost:7007/repositories/payments-api/tree/main/
spec: { type: service, lifecycle: production, owner: '${ben}' }
`,
      });
      await repositories.create({
        name: 'claim',
        directory,
        author: { name: 'Ben', email: 'ben@example.org' },
        message: 'Claim',
      });
      await eventually(async () => {
        const { status } = await request(backend.server)
          .get('/api/catalog/entities/by-name/component/default/claim')
          .set('Authorization', mockCredentials.user.header(chen));
        expect(status).toBe(200);
      });
      const mine = await clone('claim', ben);
      await commit(mine, { 'a.txt': 'a' });
      await git(mine, 'push', '-q', 'origin', 'main');

      const theirs = await clone('payments-api', ben);
      await commit(theirs, { 'a.txt': 'a' });
      await expect(git(theirs, 'push', 'origin', 'main')).rejects.toThrow(
        /You may not push/,
      );
      await repositories.remove('claim');
    });

    it('lets only platform engineers push where nothing is described', async () => {
      const push = async (user: string) => {
        const directory = await clone('tools', user);
        await commit(directory, { 'by.txt': user });
        await git(directory, 'push', '-q', 'origin', 'main');
      };
      await expect(push(ana)).rejects.toThrow(/You may not push/);
      await expect(push(chen)).resolves.toBeUndefined();
    });

    it('lets nobody push to a mirror, but everybody clone it', async () => {
      const directory = await clone('mirrored', ben);
      await commit(directory, { 'a.txt': 'a' });
      await git(
        directory,
        'remote',
        'set-url',
        'origin',
        cloneUrl('mirrored', chen),
      );
      await expect(git(directory, 'push', 'origin', 'main')).rejects.toThrow(
        /'mirrored' is a mirror and cannot be pushed to/,
      );
    });

    it('keeps what was pushed: no rewriting, no deleting of the default branch', async () => {
      const directory = await clone('payments-api', ana);
      await git(directory, 'commit', '-q', '--amend', '-m', 'Rewritten');
      await expect(
        git(directory, 'push', '--force', 'origin', 'main'),
      ).rejects.toThrow(/non-fast-forward/);
      await expect(git(directory, 'push', 'origin', ':main')).rejects.toThrow(
        /deletion of the current branch prohibited/,
      );
    });

    it('answers like nothing is there to those who may not read', async () => {
      for (const [name, user] of [
        ['payments-api', nobody],
        ['missing', ana],
        ['..%2f..%2fetc', ana],
        ['%2e%2e', ana],
        ['-x', ana],
      ]) {
        await expect(
          git(root, 'ls-remote', cloneUrl(name, user)),
        ).rejects.toThrow(/not found|404/);
      }
    });

    it('lets others in when somebody has as many slow transfers as there are in all', async () => {
      const header = mockCredentials.user.header(ana);
      const transfers = Array.from({ length: 16 }, () =>
        startSlowTransfer(port, header),
      );
      // A quarter of all is for one person: the others are refused, and nothing but the end of one frees a slot.
      const refused: IncomingMessage[] = [];
      await new Promise<void>(resolve => {
        transfers.forEach(transfer =>
          transfer.once('response', response => {
            response.resume();
            if (refused.push(response) === 12) {
              resolve();
            }
          }),
        );
      });
      expect(
        refused.map(({ statusCode, headers }) => [
          statusCode,
          headers['retry-after'],
        ]),
      ).toEqual(Array(12).fill([503, '5']));
      await expect(clone('payments-api', ana)).rejects.toThrow(/503/);
      await clone('payments-api', ben);

      transfers.forEach(transfer => transfer.destroy());
      await eventually(async () => void (await clone('payments-api', ana)));
    });

    it('understands compressed requests, and refuses what is none', async () => {
      const post = (headers: Record<string, string>, body: Buffer) =>
        request(backend.server)
          .post('/api/repositories/git/payments-api.git/git-upload-pack')
          .auth('ana', mockCredentials.user.token(ana))
          .set({
            'Content-Type': 'application/x-git-upload-pack-request',
            'Git-Protocol': 'version=2',
            ...headers,
          })
          .buffer(true)
          .parse((response, done) => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('end', () => done(null, Buffer.concat(chunks)));
          })
          .send(body);
      const listRefs = Buffer.from('0014command=ls-refs\n00000000');
      const compressed = await post(
        { 'Content-Encoding': 'gzip' },
        gzipSync(listRefs),
      );
      expect(compressed.status).toBe(200);
      expect(compressed.body.toString()).toContain('refs/heads/main');

      const wrongType = await post({ 'Content-Type': 'text/plain' }, listRefs);
      expect(wrongType.status).toBe(400);
      // 64 MiB of zeros in a few kilobytes.
      const bomb = await post(
        { 'Content-Encoding': 'gzip' },
        gzipSync(Buffer.alloc(64 * 1024 * 1024)),
      ).catch(error => ({ status: error.code }));
      expect(bomb.status).not.toBe(200);
      const service = await request(backend.server)
        .get('/api/repositories/git/payments-api.git/info/refs?service=x')
        .auth('ana', mockCredentials.user.token(ana));
      expect(service.status).toBe(400);
    });
  });

  async function eventually(check: () => Promise<void>) {
    const deadline = Date.now() + 20_000;
    for (;;) {
      try {
        await check();
        return;
      } catch (error) {
        if (Date.now() > deadline) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  }
});

/** Begins to fetch, and says no more than that. */
function startSlowTransfer(port: number, authorization: string): ClientRequest {
  const transfer = httpRequest({
    port,
    method: 'POST',
    path: '/api/repositories/git/payments-api.git/git-upload-pack',
    agent: new Agent(),
    headers: {
      Authorization: authorization,
      'Content-Type': 'application/x-git-upload-pack-request',
      'Git-Protocol': 'version=2',
    },
  });
  transfer.on('error', () => {});
  transfer.write('0014command=ls-refs\n');
  return transfer;
}

async function writeFiles(
  directory: string,
  files: Record<string, string>,
): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return directory;
}

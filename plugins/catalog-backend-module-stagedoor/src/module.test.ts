import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { commitDirectory, runGit } from '@stagedoor/git';
import {
  RepositoriesService,
  repositoriesServiceRef,
  repositoriesUrlReaderServiceFactory,
} from '@stagedoor/plugin-repositories-node';
import request from 'supertest';
import { catalogModuleStagedoor } from './module';

jest.setTimeout(120_000);

const author = { name: 'Ana Ruiz', email: 'ana@example.org' };
const base = 'http://localhost:7007/repositories';

function component(name: string, extra = '') {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  description: Version ${extra || 'one'}
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
`;
}

describe('catalog module on the real catalog', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let root: string;
  let backend: TestBackend;
  let repositories: RepositoriesService;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-catalog-'));
    const knex = await databases.init('POSTGRES_18');
    // Stands for the plugin that receives pushes: it changes repositories from outside the catalog.
    const writer = createBackendPlugin({
      pluginId: 'repositories',
      register(env) {
        env.registerInit({
          deps: { service: repositoriesServiceRef },
          async init({ service }) {
            repositories = service;
          },
        });
      },
    });
    backend = await startTestBackend({
      features: [
        writer,
        catalogPlugin,
        catalogModuleStagedoor,
        repositoriesUrlReaderServiceFactory,
        eventsServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: join(root, 'data') },
            releases: {
              environments: [{ name: 'staging', title: 'Staging' }],
            },
            repositories: {
              mirrors: [{ name: 'mirrored', url: join(root, 'original.git') }],
            },
            catalog: {
              rules: [
                {
                  allow: [
                    'Component',
                    'API',
                    'Resource',
                    'ReleasePipeline',
                    'Location',
                    'Group',
                  ],
                },
              ],
              providers: { repositories: { peopleFrom: ['organisation'] } },
            },
          },
        }),
        mockServices.database.factory({ knex }),
      ],
    });
  });

  afterAll(async () => {
    await backend?.stop();
    await rm(root, { recursive: true, force: true });
  });

  async function writeFiles(files: Record<string, string>): Promise<string> {
    const directory = await mkdtemp(join(root, 'files-'));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), content);
    }
    return directory;
  }

  async function create(name: string, files: Record<string, string>) {
    const directory = await writeFiles(files);
    return repositories.create({ name, directory, author, message: 'Start' });
  }

  async function push(name: string, files: Record<string, string>) {
    const directory = await writeFiles(files);
    const { head } = (await repositories.find(name))!;
    await repositories.publishChanges(name, async () =>
      commitDirectory((await repositories.locate(name))!, directory, {
        branch: 'main',
        parent: head,
        message: 'Change',
        author,
      }),
    );
  }

  async function read(ref: string): Promise<AlphaEntity | undefined> {
    const [kind, name] = ref.split(':');
    const response = await request(backend.server).get(
      `/api/catalog/entities/by-name/${kind}/default/${name}`,
    );
    return response.status === 200 ? response.body : undefined;
  }

  async function readLocation(
    repository: string,
  ): Promise<AlphaEntity | undefined> {
    const response = await request(backend.server)
      .get('/api/catalog/entities')
      .query({ filter: 'kind=location' });
    return response.body.find((entity: AlphaEntity) =>
      String(entity.spec?.target).includes(`/repositories/${repository}/`),
    );
  }

  async function eventually<T>(
    check: () => Promise<T | undefined | false>,
    withinMs = 20_000,
  ): Promise<{ result: T; elapsedMs: number }> {
    const start = performance.now();
    for (;;) {
      const result = await check();
      const elapsedMs = Math.round(performance.now() - start);
      if (result) {
        return { result, elapsedMs };
      }
      if (elapsedMs > withinMs) {
        throw new Error(`Did not come true within ${withinMs} ms`);
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }

  it('has a new repository in the catalog within five seconds', async () => {
    await create('orders', { 'catalog-info.yaml': component('orders') });
    const { result, elapsedMs } = await eventually(() =>
      read('component:orders'),
    );
    process.stdout.write(`New repository in the catalog: ${elapsedMs} ms\n`);
    expect(elapsedMs).toBeLessThan(5_000);
    expect(result.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-origin-location': `url:${base}/orders/blob/main/catalog-info.yaml`,
      'backstage.io/source-location': `url:${base}/orders/tree/main/`,
      'backstage.io/view-url': `${base}/orders/blob/main/catalog-info.yaml`,
    });
  });

  it('has a push in the catalog within five seconds', async () => {
    await create('carts', { 'catalog-info.yaml': component('carts') });
    await eventually(() => read('component:carts'));
    await push('carts', { 'catalog-info.yaml': component('carts', 'two') });
    const { elapsedMs } = await eventually(async () => {
      const entity = await read('component:carts');
      return entity?.metadata.description === 'Version two';
    });
    process.stdout.write(`Push in the catalog: ${elapsedMs} ms\n`);
    expect(elapsedMs).toBeLessThan(5_000);
  });

  it('reads several documents, files that they refer to, and locations inside', async () => {
    const api = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: ${name}
spec:
  type: openapi
  lifecycle: production
  owner: payments
  definition:
    $text: ./openapi.yaml
`;
    const files = {
      'catalog-info.yaml': `${component('tickets')}---
${api('tickets-api')}---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata:
  name: tickets-parts
spec:
  targets: ['./parts/*/catalog-info.yaml']
`,
      'openapi.yaml': 'openapi: 3.1.0 # one',
      'parts/gate/catalog-info.yaml': component('gate'),
    };
    await create('tickets', files);
    await eventually(() => read('component:tickets'));
    const { result } = await eventually(() => read('api:tickets-api'));
    expect(result.spec?.definition).toBe('openapi: 3.1.0 # one');
    const gate = await eventually(() => read('component:gate'));
    expect(
      gate.result.metadata.annotations?.['backstage.io/source-location'],
    ).toBe(`url:${base}/tickets/tree/main/parts/gate/`);

    await push('tickets', { ...files, 'openapi.yaml': 'openapi: 3.1.0 # two' });
    const { elapsedMs } = await eventually(async () => {
      const entity = await read('api:tickets-api');
      return entity?.spec?.definition === 'openapi: 3.1.0 # two';
    });
    process.stdout.write(`Change of a $text file: ${elapsedMs} ms\n`);
    expect(elapsedMs).toBeLessThan(5_000);
  });

  it('keeps the last good version when the YAML breaks, shows the error, and recovers', async () => {
    await create('refunds', { 'catalog-info.yaml': component('refunds') });
    await eventually(() => read('component:refunds'));
    await push('refunds', { 'catalog-info.yaml': 'kind: [unclosed\n  : x' });
    const { result } = await eventually(async () => {
      const location = await readLocation('refunds');
      return location?.status?.items?.length ? location : undefined;
    });
    expect(JSON.stringify(result.status)).toMatch(
      /YAML error at url:.*refunds/,
    );
    // Long enough for the catalog to mark what nothing refers to any more, and would remove later.
    await new Promise(resolve => setTimeout(resolve, 3_000));
    const kept = await read('component:refunds');
    expect(kept?.metadata.annotations).toBeDefined();
    expect(kept?.metadata.annotations).not.toHaveProperty([
      'backstage.io/orphan',
    ]);

    await push('refunds', {
      'catalog-info.yaml': component('refunds', 'repaired'),
    });
    await eventually(async () => {
      const entity = await read('component:refunds');
      return entity?.metadata.description === 'Version repaired';
    });
    await eventually(async () => !(await readLocation('refunds'))?.status);
  });

  it('takes over the first good version of a repository that started with a bad one', async () => {
    await create('vouchers', { 'catalog-info.yaml': 'kind: [unclosed' });
    await new Promise(resolve => setTimeout(resolve, 2_000));
    await push('vouchers', { 'catalog-info.yaml': component('vouchers') });
    const { elapsedMs } = await eventually(() => read('component:vouchers'));
    expect(elapsedMs).toBeLessThan(5_000);
  });

  it('keeps what one bad document of several said before', async () => {
    const files = (second: string) => ({
      'catalog-info.yaml': `${component('seats')}---\n${second}`,
    });
    await create('seats', files(component('rows')));
    await eventually(() => read('component:rows'));
    await push('seats', files(component('rows').replace('type: service', '')));
    const { result } = await eventually(async () => {
      const entity = await read('component:rows');
      return entity?.status?.items?.length ? entity : undefined;
    });
    expect(JSON.stringify(result.status)).toContain('/spec');
    expect(result.spec?.type).toBe('service');
    expect(await read('component:seats')).toBeDefined();
  });

  it('keeps everything while the disk is away', async () => {
    await create('ledger', { 'catalog-info.yaml': component('ledger') });
    await eventually(() => read('component:ledger'));
    const folder = join(root, 'data/repositories');
    await rename(folder, `${folder}.away`);
    await request(backend.server)
      .post('/api/catalog/refresh')
      .send({ entityRef: 'component:default/ledger' });
    const { result } = await eventually(async () => {
      const location = await readLocation('ledger');
      return location?.status?.items?.length ? location : undefined;
    });
    expect(JSON.stringify(result.status)).toContain('cannot be read');
    expect(await read('component:ledger')).toBeDefined();
    await rename(`${folder}.away`, folder);
    await request(backend.server)
      .post('/api/catalog/refresh')
      .send({ entityRef: 'component:default/ledger' });
    await eventually(async () => !(await readLocation('ledger'))?.status);
  });

  it('removes what a repository described when the file goes, and when the repository goes', async () => {
    await create('coupons', { 'catalog-info.yaml': component('coupons') });
    await create('badges', { 'catalog-info.yaml': component('badges') });
    await eventually(() => read('component:coupons'));
    await eventually(() => read('component:badges'));

    // Another repository that cannot be read must not hold this up.
    expect(existsSync(join(root, 'data/mirrors/mirrored.git'))).toBe(false);
    await push('coupons', { 'README.md': 'Gone' });
    await eventually(async () => !(await read('component:coupons')));
    await repositories.remove('badges');
    await eventually(async () => !(await read('component:badges')));
    expect(await read('component:orders')).toBeDefined();
  });

  it('takes teams only from repositories that may describe them', async () => {
    const team = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name} }
spec: { type: team, parent: platform, children: [], members: [] }
`;
    await create('organisation', { 'catalog-info.yaml': team('search') });
    await create('usurper', {
      'catalog-info.yaml': `${component('usurper')}---\n${team('usurpers')}`,
    });
    await eventually(() => read('group:search'));
    await eventually(() => read('component:usurper'));
    await new Promise(resolve => setTimeout(resolve, 3_000));
    expect(await read('group:usurpers')).toBeUndefined();
  });

  it('follows a mirror', async () => {
    await create('original', { 'catalog-info.yaml': component('mirrored') });
    await eventually(() => read('component:mirrored'));
    const gitDir = (await repositories.locate('original'))!;
    await repositories.publishChanges('original', () =>
      rename(gitDir, join(root, 'original.git')),
    );
    await eventually(async () => !(await read('component:mirrored')));
    await repositories.refreshMirror('mirrored');
    const { result } = await eventually(() => read('component:mirrored'));
    expect(result.metadata.annotations?.['backstage.io/source-location']).toBe(
      `url:${base}/mirrored/tree/main/`,
    );
    const original = `--git-dir=${join(root, 'original.git')}`;
    await runGit([original, 'branch', '-m', 'main', 'trunk'], {});
    await repositories.refreshMirror('mirrored');
    await eventually(async () => {
      const entity = (await read('component:mirrored'))?.metadata.annotations;
      return entity?.['backstage.io/managed-by-location']?.includes('/trunk/');
    });
  });

  it('explains what a host lacks on the host itself', async () => {
    const host = (annotations: string) => ({
      'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: prod-9
  annotations:
    stagedoor.dev/environment: production
${annotations}
spec:
  type: host
  owner: sre
`,
    });
    await create(
      'hosts',
      host("    stagedoor.dev/ssh-address: 'prod-9.example.org'"),
    );
    await eventually(() => read('resource:prod-9'));
    await push('hosts', host(''));
    const { result } = await eventually(async () => {
      const entity = await read('resource:prod-9');
      return entity?.status?.items?.length ? entity : undefined;
    });
    expect(JSON.stringify(result.status)).toContain(
      "metadata.annotations['stagedoor.dev/ssh-address'] is missing; add the address",
    );
  });

  it('relates a pipeline to what it releases and where, and explains what is wrong with it', async () => {
    const pipeline = (path: string) => ({
      'catalog-info.yaml': `${component('parcels')}---
apiVersion: stagedoor.dev/v1
kind: ReleasePipeline
metadata:
  name: parcels
spec:
  owner: group:default/payments
  component: component:default/parcels
  source: { repository: parcels }
  environments:
    - name: staging
      hosts: [resource:default/staging-1]
      path: ${path}
`,
    });
    const ref = 'releasepipeline:parcels';
    await create('parcels', pipeline('/srv/parcels'));
    const { result: related } = await eventually(async () => {
      const entity = await read('component:parcels');
      return entity?.relations?.some(({ type }) => type === 'releasedBy')
        ? entity
        : undefined;
    });
    expect(related.relations).toContainEqual({
      type: 'releasedBy',
      targetRef: 'releasepipeline:default/parcels',
    });
    const { result: environment } = await eventually(() =>
      read('resource:staging'),
    );
    expect(environment).toMatchObject({
      metadata: { title: 'Staging' },
      relations: expect.arrayContaining([
        {
          type: 'receivesReleasesOf',
          targetRef: 'releasepipeline:default/parcels',
        },
      ]),
    });

    await push('parcels', pipeline('/srv/../etc'));
    const { result: broken } = await eventually(async () => {
      const entity = await read(ref);
      return entity?.status?.items?.length ? entity : undefined;
    });
    expect(JSON.stringify(broken.status)).toContain(
      "spec.environments[0].path must not contain '..'",
    );
  });
});

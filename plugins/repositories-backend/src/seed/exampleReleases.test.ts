import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  RepositoriesService,
  repositoriesServiceRef,
} from '@stagedoor/plugin-repositories-node';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { seedRepositories } from './seedRepositories';

jest.setTimeout(60_000);

const examples = join(
  __dirname,
  '..',
  '..',
  '..',
  '..',
  'examples',
  'services',
);
const released = ['payments-api', 'checkout-web', 'mobile-bff', 'status-page'];

// What has a default factory is made for whoever asks for it.
const askingForRepositories = createServiceFactory({
  service: createServiceRef<RepositoriesService>({ id: 'test.repositories' }),
  deps: { repositories: repositoriesServiceRef },
  factory: ({ repositories }) => repositories,
});

const pipelineSchema = z.looseObject({
  kind: z.literal('ReleasePipeline'),
  spec: z.looseObject({
    build: z.looseObject({ run: z.array(z.string()) }),
    environments: z.array(
      z.looseObject({
        environment: z.record(z.string(), z.string()),
      }),
    ),
  }),
});

describe('the versions of the example services', () => {
  let root: string;
  let repositories: RepositoriesService;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-examples-'));
    for (const name of released) {
      await cp(join(examples, name), join(root, 'seed', name), {
        recursive: true,
      });
    }
    const tester = ServiceFactoryTester.from(askingForRepositories, {
      dependencies: [
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
            stagedoor: { dataDirectory: join(root, 'data') },
          },
        }),
      ],
    });
    repositories = await tester.getSubject();
    await seedRepositories({
      folders: [join(root, 'seed')],
      author: { name: 'Stagedoor', email: 'stagedoor@localhost' },
      repositories,
      logger: mockServices.logger.mock(),
    });
  });

  afterAll(() => rm(root, { recursive: true, force: true }));

  /** Builds a version as its pipeline says, with nothing but Node, and asks it whether it is well. */
  async function tryVersion(name: string, ref: string) {
    const place = await mkdtemp(join(root, 'host-'));
    const folder = join(place, 'releases', '1');
    await mkdir(folder, { recursive: true });
    await mkdir(join(place, 'shared'));
    const gitDir = await repositories.locate(name);
    const archive = execFileSync(
      'git',
      [`--git-dir=${gitDir}`, 'archive', ref],
      {
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    const { spec } = pipelineSchema.parse(
      parseAllDocuments(
        await readFile(join(folder, 'catalog-info.yaml'), 'utf8'),
      )
        .map(document => document.toJSON())
        .find(entity => entity.kind === 'ReleasePipeline'),
    );
    const PATH = process.env.PATH;
    for (const command of spec.build.run) {
      execFileSync('sh', ['-c', command], {
        cwd: folder,
        env: { PATH, HOME: root },
        stdio: 'pipe',
      });
    }
    const [environment] = spec.environments;
    const child = spawn(process.execPath, ['src/main.ts'], {
      cwd: folder,
      env: {
        PATH,
        ...environment.environment,
        PORT: '0',
        SERVICE_VERSION: ref,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let output = '';
        child.stdout.on('data', chunk => {
          output += chunk;
          const [, found] = /listening at (http:[^"]+)/.exec(output) ?? [];
          if (found) {
            resolve(found);
          }
        });
        child.once('exit', () => reject(new Error(output)));
      });
      const response = await fetch(`${url}/healthz`);
      return { status: response.status, body: await response.json() };
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  }

  it.each(['v2.11.0', 'v2.14.0', 'v2.15.0'])(
    'payments-api %s works',
    async ref => {
      expect(await tryVersion('payments-api', ref)).toEqual({
        status: 200,
        body: { status: 'ok', version: ref },
      });
    },
  );

  it('payments-api v2.15.0-rc.1 passes its tests and is broken on a host', async () => {
    expect((await tryVersion('payments-api', 'v2.15.0-rc.1')).status).toBe(500);
  });

  it.each(['checkout-web', 'mobile-bff', 'status-page'])(
    'the newest %s works',
    async name => {
      expect(await tryVersion(name, 'main')).toEqual({
        status: 200,
        body: { status: 'ok', version: 'main' },
      });
    },
  );
});

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  PermissionsService,
  BackendFeature,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  RepositoriesService,
  repositoriesServiceRef,
} from '@stagedoor/plugin-repositories-node';
import request from 'supertest';
import scaffolderModuleStagedoor from '../index';
import { FakeCatalog } from './FakeCatalog';

export const ana = 'user:default/ana.ruiz';
export const finn = 'user:default/finn.moreau';

const groups: Record<string, string[]> = {
  [ana]: [ana, 'group:default/payments'],
  [finn]: [finn],
};

/** Skeleton of the template that the tests run. */
export const skeleton = {
  'skeleton/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name }}
  description: Takes payments
spec:
  type: service
  lifecycle: experimental
  owner: \${{ values.owner }}
`,
  'skeleton/README.md': '# ${{ values.name }}\n',
  'skeleton/bin/start': '#!/bin/sh\necho ${{ values.name }}\n',
};

export function createTemplate(
  root: string,
  steps: TemplateEntityV1beta3['spec']['steps'] = defaultSteps,
): TemplateEntityV1beta3 {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: 'small-service',
      namespace: 'default',
      annotations: {
        'backstage.io/managed-by-location': `file:${root}/template.yaml`,
      },
    },
    spec: {
      type: 'service',
      parameters: [
        {
          title: 'Service',
          required: ['name', 'owner'],
          properties: {
            name: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
            owner: { type: 'string' },
            destination: { type: 'object' },
          },
        },
      ],
      steps,
      output: {
        entityRef: '${{ steps.repository.output.entityRef }}',
        repository: '${{ steps.repository.output }}',
        secondsWaited: '${{ steps.catalog.output.secondsWaited }}',
      },
    },
  };
}

export const renderStep = {
  id: 'render',
  name: 'Render',
  action: 'fetch:template',
  input: {
    url: './skeleton',
    targetPath: './service',
    values: {
      name: '${{ parameters.name }}',
      owner: '${{ parameters.owner }}',
    },
  },
};

export const repositoryStep = {
  id: 'repository',
  name: 'Create the repository',
  action: 'stagedoor:repository:create',
  input: {
    name: '${{ parameters.name }}',
    destination: '${{ parameters.destination }}',
    owner: '${{ parameters.owner }}',
    sourcePath: './service',
  },
};

export const catalogStep = {
  id: 'catalog',
  name: 'Wait for the catalog',
  action: 'stagedoor:catalog:await',
  input: {
    entityRef: '${{ steps.repository.output.entityRef }}',
    catalogInfoUrl: '${{ steps.repository.output.catalogInfoUrl }}',
    timeoutSeconds: 3,
  },
};

const defaultSteps = [renderStep, repositoryStep, catalogStep];

export interface TestScaffolder {
  catalog: FakeCatalog;
  repositories: RepositoriesService;
  /** Directory with the template; its files may be changed. */
  root: string;
  dataDirectory: string;
  get(path: string, user?: string): request.Test;
  post(path: string, body: object, user?: string): request.Test;
  /** Starts a task and gives its id. */
  start(
    values: JsonObject,
    options?: { user?: string; secrets?: Record<string, string> },
  ): Promise<string>;
  /** Waits until a task is over. */
  finish(taskId: string): Promise<{
    status: string;
    output?: JsonObject;
    error?: string;
    log: string;
  }>;
  setSteps(steps: TemplateEntityV1beta3['spec']['steps']): void;
  /** Forgets what tests have made: repositories, entities, changes of the template. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the real scaffolder on a real database, with real repositories and the module under test. */
export async function startScaffolder(options: {
  databases: Pick<TestDatabases, 'init'>;
  config?: JsonObject;
  permissions?: PermissionsService;
  actions?: TemplateAction<any, any, any>[];
  features?: BackendFeature[];
}): Promise<TestScaffolder> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'stagedoor-data-'));
  const root = await mkdtemp(join(tmpdir(), 'stagedoor-template-'));
  await writeFiles(root, skeleton);
  const catalog = new FakeCatalog();
  catalog.add(createTemplate(root));
  let repositories: RepositoriesService | undefined;

  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleStagedoor,
      createBackendModule({
        pluginId: 'scaffolder',
        moduleId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              actions: scaffolderActionsExtensionPoint,
              repositories: repositoriesServiceRef,
            },
            async init(deps) {
              repositories = deps.repositories;
              deps.actions.addActions(...(options.actions ?? []));
            },
          });
        },
      }),
      mockServices.database.factory({
        knex: await options.databases.init('POSTGRES_18'),
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          backend: { baseUrl: 'http://localhost:7007' },
          stagedoor: { dataDirectory },
          ...options.config,
        },
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          async getUserInfo(credentials) {
            const principal: { userEntityRef?: string } = {
              ...(credentials.principal as object),
            };
            const userEntityRef = principal.userEntityRef ?? '';
            return {
              userEntityRef,
              ownershipEntityRefs: groups[userEntityRef] ?? [],
            };
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () =>
          options.permissions ??
          mockServices.permissions({ result: AuthorizeResult.ALLOW }),
      }),
      catalog.createServiceFactory(),
      ...(options.features ?? []),
    ],
  });

  const authorize = (test: request.Test, user = ana) =>
    test.set('Authorization', mockCredentials.user.header(user));
  const get = (path: string, user?: string) =>
    authorize(request(backend.server).get(`/api/scaffolder${path}`), user);
  const post = (path: string, body: object, user?: string) =>
    authorize(
      request(backend.server).post(`/api/scaffolder${path}`),
      user,
    ).send(body);

  return {
    catalog,
    get repositories() {
      if (!repositories) {
        throw new Error('The backend has not started');
      }
      return repositories;
    },
    root,
    dataDirectory,
    get,
    post,
    async start(values, { user, secrets } = {}) {
      const response = await post(
        '/v2/tasks',
        { templateRef: 'template:default/small-service', values, secrets },
        user,
      );
      if (response.status !== 201) {
        throw new Error(JSON.stringify(response.body));
      }
      return response.body.id;
    },
    async finish(taskId) {
      for (;;) {
        const { body: task } = await get(`/v2/tasks/${taskId}`);
        if (!['open', 'processing'].includes(task.status)) {
          const { body: events } = await get(`/v2/tasks/${taskId}/events`);
          const end = events.find(
            (event: JsonObject) => event.type === 'completion',
          );
          return {
            status: task.status,
            output: end?.body.output,
            error: end?.body.error?.message,
            log: events
              .map((event: { body: { message: string } }) => event.body.message)
              .join('\n'),
          };
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    setSteps(steps) {
      catalog.remove('template:default/small-service');
      catalog.add(createTemplate(root, steps));
    },
    async reset() {
      for (const { name } of (await repositories?.list()) ?? []) {
        await repositories?.remove(name);
      }
      catalog.clear();
      catalog.add(createTemplate(root));
      await writeFiles(root, skeleton);
    },
    async stop() {
      await backend.stop();
      await rm(dataDirectory, { recursive: true, force: true });
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Waits until the last look for events is over. */
export async function letScaffolderSettle(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 1_500));
}

export async function writeFiles(
  root: string,
  files: Record<string, string>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content, {
      mode: path.includes('/bin/') ? 0o755 : 0o644,
    });
  }
}

import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  BackendFeature,
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
import { Entity } from '@backstage/catalog-model';
import { Release } from '@stagedoor/plugin-releases-common';
import {
  releaseEnginesExtensionPoint,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import {
  callAs,
  createCatalog,
  describeSchemas,
  recordEffects,
} from '@stagedoor/test-organisation';
import { Knex } from 'knex';
import { releasesPlugin } from '../plugin';
import { FakeEngine } from './FakeEngine';
import { FakePermissions } from './FakePermissions';
import { organisation, releasesConfig } from './organisation';
import { createGitSource } from './createGitSource';

/** One replica of the plugin, with people, hosts and an engine that are not real. */
export async function startReleasesBackend(options: {
  databases: TestDatabases;
  knex?: Knex;
  config?: object;
  /** What its catalog holds. */
  entities?: Entity[];
  /** How many releases it carries out at a time. */
  workers?: number;
  /** Tokens of programs, as in the configuration. With them all tokens are real, and nobody can sign in. */
  externalAccess?: object[];
  /** What holds the catalog and decides permissions, in place of the fakes; each plugin has a schema of its own then. */
  platform?: { features: BackendFeature[]; config: object };
}) {
  const knex = options.knex ?? (await options.databases.init('POSTGRES_18'));
  const entities: Entity[] = structuredClone(options.entities ?? organisation);
  const { externalAccess, platform } = options;
  const engine = new FakeEngine();
  const source = await createGitSource();
  const { services, ...effects } = recordEffects();

  const engineModule = createBackendModule({
    pluginId: 'releases',
    moduleId: 'fake',
    register(env) {
      env.registerInit({
        deps: { engines: releaseEnginesExtensionPoint },
        async init({ engines }) {
          engines.addEngine(engine);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      releasesPlugin,
      engineModule,
      ...(platform?.features ?? [
        createCatalog(entities),
        createServiceFactory({
          service: coreServices.permissions,
          deps: {},
          factory: () => new FakePermissions(entities),
        }),
      ]),
      createServiceFactory({
        service: releaseSourcesServiceRef,
        deps: {},
        factory: () => ({ locate: async () => source.location }),
      }),
      ...services,
      ...(externalAccess
        ? [authServiceFactory, httpAuthServiceFactory]
        : [
            mockServices.httpAuth.factory({
              defaultCredentials: mockCredentials.none(),
            }),
          ]),
      mockServices.database.factory(platform ? undefined : { knex }),
      mockServices.rootConfig.factory({
        data: {
          ...platform?.config,
          backend: {
            baseUrl: 'http://localhost:7007',
            auth: { externalAccess: externalAccess ?? [] },
            database: describeSchemas(knex),
          },
          // Nothing is ever stored there.
          stagedoor: { dataDirectory: source.location.gitDir },
          releases: {
            ...releasesConfig,
            workers: { concurrency: options.workers ?? 0 },
            ...options.config,
          },
        },
      }),
    ],
  });

  const call = callAs(backend, '/api/releases');
  const create = async (who: string, wish: object = {}): Promise<Release> => {
    const { body, status } = await call('post', '/releases', who).send({
      component: 'component:default/shop',
      environment: 'production',
      version: 'v2',
      ...wish,
    });
    if (status !== 201) {
      throw new Error(`${status}: ${body.error?.message}`);
    }
    return body;
  };
  return {
    ...effects,
    backend,
    call,
    create,
    engine,
    entities,
    knex,
    source,
    decide: (
      who: string,
      release: Pick<Release, 'id' | 'planHash'>,
      decision: 'approved' | 'rejected' = 'approved',
      headers: Record<string, string> = {},
    ) =>
      call('post', `/releases/${release.id}/approvals`, who, headers).send({
        decision,
        planHash: release.planHash,
      }),
    async read(id: number, who = 'ana'): Promise<Release> {
      const { body } = await call('get', `/releases/${id}`, who).expect(200);
      return body;
    },
    /** Resolves once a release is as wanted. */
    async until(id: number, state: Release['state']): Promise<Release> {
      for (let tries = 0; tries < 200; tries += 1) {
        const { body } = await call('get', `/releases/${id}`, 'ana');
        if (body.state === state) {
          return body;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      throw new Error(`Release #${id} never became ${state}`);
    },
    async stop() {
      await backend.stop();
      await source.remove();
    },
  };
}

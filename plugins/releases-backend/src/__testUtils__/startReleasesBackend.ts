import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
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
import { Entity } from '@backstage/catalog-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { Release } from '@stagedoor/plugin-releases-common';
import {
  releaseEnginesExtensionPoint,
  releaseSourcesServiceRef,
} from '@stagedoor/plugin-releases-node';
import { Knex } from 'knex';
import request from 'supertest';
import { releasesPlugin } from '../plugin';
import { createCatalog } from './createCatalog';
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
}) {
  const knex = options.knex ?? (await options.databases.init('POSTGRES_18'));
  const entities: Entity[] = structuredClone(options.entities ?? organisation);
  const { externalAccess } = options;
  const engine = new FakeEngine();
  const source = await createGitSource();
  const told: Array<{ to: unknown; title: string; link?: string }> = [];
  const descriptions: Array<string | undefined> = [];
  const signals: unknown[] = [];
  const audited: string[] = [];

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
      createCatalog(entities),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => new FakePermissions(entities),
      }),
      createServiceFactory({
        service: releaseSourcesServiceRef,
        deps: {},
        factory: () => ({ locate: async () => source.location }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async ({ recipients, payload }) => {
            const { title, link, description } = payload;
            told.push({ to: recipients, title, link });
            descriptions.push(description);
          },
        }),
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => void signals.push(signal.message),
        }),
      }),
      mockServices.auditor.mock({
        createEvent: async ({ eventId, meta }) => ({
          success: async () =>
            void audited.push(`${eventId} ok ${meta?.actor}`),
          fail: async ({ error }) =>
            void audited.push(`${eventId} ${error.name} ${meta?.actor}`),
        }),
      }).factory,
      ...(externalAccess
        ? [authServiceFactory, httpAuthServiceFactory]
        : [
            mockServices.httpAuth.factory({
              defaultCredentials: mockCredentials.none(),
            }),
          ]),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          backend: { auth: { externalAccess: externalAccess ?? [] } },
          releases: {
            ...releasesConfig,
            workers: { concurrency: options.workers ?? 0 },
            ...options.config,
          },
        },
      }),
    ],
  });

  /** Calls a route as somebody: a name, or a whole Authorization header; nobody if absent. */
  const call = (
    method: 'get' | 'post',
    path: string,
    who?: string,
    headers: Record<string, string> = {},
  ) => {
    const authorization = who?.includes(' ')
      ? who
      : who && mockCredentials.user.header(`user:default/${who}`);
    return request(backend.server)
      [method](`/api/releases${path}`)
      .set({
        ...(authorization && { Authorization: authorization }),
        ...headers,
      });
  };
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
    audited,
    backend,
    call,
    create,
    descriptions,
    engine,
    entities,
    knex,
    signals,
    source,
    told,
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

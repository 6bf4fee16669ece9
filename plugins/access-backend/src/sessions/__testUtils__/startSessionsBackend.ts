import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogNames, CatalogReads } from '@stagedoor/catalog-people';
import openSsh from '@stagedoor/plugin-access-backend-module-openssh';
import {
  accessExtensionPoint,
  BastionAuthority,
} from '@stagedoor/plugin-access-node';
import { Knex } from 'knex';
import { AddressInfo } from 'node:net';
import { openAccessDatabase } from '../../store/migrateAccess';
import { buildSessions, Sessions } from '../buildSessions';
import { SessionAccess } from '../SessionAccess';
import { TestGrants } from './TestGrants';

/** A platform that knows sessions and the grants that a test writes, and nothing else. */
export interface SessionsBackend {
  url: string;
  knex: Knex;
  authority: BastionAuthority;
  grants: TestGrants;
  sessions: Sessions;
  /** What was audited. */
  events: { eventId: string; status: string; meta: object }[];
  stop(): Promise<void>;
}

/** Everybody signed in may see and do everything with sessions that there are. */
function allowAll(knex: Knex): SessionAccess {
  const all = {
    terminate: { allowed: true },
    replay: { allowed: true },
  } as const;
  return {
    async requireSession(id) {
      if (!(await knex('sessions').where({ id }).first('id'))) {
        throw new NotFoundError(`There is no session ${id}`);
      }
      return all;
    },
    findVisible: async () => ({}),
    judgeSessions: async () => () => all,
  };
}

/** Starts it on a free port. */
export async function startSessionsBackend(options: {
  knex: Knex;
  dataDirectory: string;
  bastions: { name: string; token: string }[];
  maxBytes?: number;
  recordings?: string;
}): Promise<SessionsBackend> {
  const { dataDirectory, knex } = options;
  const started: Partial<SessionsBackend> = {};
  const events: SessionsBackend['events'] = [];
  const auditor = mockServices.auditor.mock({
    createEvent: async ({ eventId, meta, request }) => {
      // As the real one does, which looks for credentials in it.
      if (/^Bearer a-token/.test(request?.get('authorization') ?? '')) {
        throw new Error('Illegal token');
      }
      return {
        success: async closing => {
          events.push({
            eventId,
            status: 'succeeded',
            meta: { ...meta, ...closing?.meta },
          });
        },
        fail: async () => {
          events.push({ eventId, status: 'failed', meta: { ...meta } });
        },
      };
    },
  });
  const plugin = createBackendPlugin({
    pluginId: 'access',
    register(env) {
      let authority: BastionAuthority | undefined;
      env.registerExtensionPoint(accessExtensionPoint, {
        addProvider() {},
        setBastionAuthority(given) {
          authority = given;
        },
      });
      env.registerInit({
        deps: {
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ database, httpAuth, httpRouter }) {
          const tables = await openAccessDatabase(database);
          started.authority = authority!;
          started.grants = new TestGrants(tables, authority!);
          started.sessions = buildSessions({
            access: allowAll(tables),
            announce: async () => {},
            auditor,
            authority,
            directory: options.recordings ?? `${dataDirectory}/recordings`,
            grants: started.grants,
            hosts: {},
            httpAuth,
            knex: tables,
            logger: mockServices.logger.mock(),
            names: new CatalogNames(
              new CatalogReads({
                auth: mockServices.auth(),
                catalog: catalogServiceMock(),
              }),
            ),
            maxBytes: options.maxBytes ?? 100 * 1024 * 1024,
            recognize: (credentials, request) => ({
              credentials,
              ref: 'user:default/dara',
              request,
            }),
          });
          httpRouter.addAuthPolicy({
            path: '/bastion',
            allow: 'unauthenticated',
          });
          httpRouter.use(started.sessions.bastionRouter!);
          httpRouter.use(started.sessions.recordingRouter);
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      openSsh,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          stagedoor: { dataDirectory },
          access: {
            bastions: options.bastions.map(bastion => ({
              ...bastion,
              address: 'localhost:2222',
              sourceAddress: '127.0.0.1',
            })),
          },
        },
      }),
    ],
  });
  const { port } = backend.server.address() as AddressInfo;
  return {
    ...(started as Required<typeof started>),
    url: `http://127.0.0.1:${port}`,
    knex,
    events,
    stop: () => backend.stop(),
  };
}

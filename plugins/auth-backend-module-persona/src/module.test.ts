import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import {
  TestBackend,
  TestDatabases,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { Entity, RELATION_MEMBER_OF } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import Router from 'express-promise-router';
import request from 'supertest';
import authModulePersonaProvider from './index';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

function user(name: string, group: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default' },
    spec: { memberOf: [group] },
    relations: [
      { type: RELATION_MEMBER_OF, targetRef: `group:default/${group}` },
    ],
  };
}

const databasePerPlugin = createServiceFactory({
  service: coreServices.database,
  deps: {},
  async factory() {
    const knex = await databases.init('POSTGRES_18');
    return { getClient: async () => knex };
  },
});

/** Answers who the caller is, as any plugin would see it. */
const whoAmI = createBackendPlugin({
  pluginId: 'who-am-i',
  register(reg) {
    reg.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        userInfo: coreServices.userInfo,
      },
      async init({ httpRouter, httpAuth, userInfo }) {
        const router = Router();
        router.get('/', async (req, res) => {
          const credentials = await httpAuth.credentials(req, {
            allow: ['user'],
          });
          res.json(await userInfo.getUserInfo(credentials));
        });
        httpRouter.use(router);
      },
    });
  },
});

async function start(
  stagedoor: JsonObject = { mode: 'evaluation' },
): Promise<TestBackend> {
  return startTestBackend({
    features: [
      authPlugin,
      authModulePersonaProvider,
      whoAmI,
      authServiceFactory,
      httpAuthServiceFactory,
      userInfoServiceFactory,
      databasePerPlugin,
      catalogServiceMock.factory({
        entities: [
          user('ana.ruiz', 'payments'),
          user('chen.wei', 'platform'),
          user('mallory', 'platform'),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://stagedoor.nordlicht.test' },
          backend: { baseUrl: 'http://localhost:7007' },
          stagedoor,
          auth: {
            providers: {
              persona: {
                people: [
                  { user: 'user:default/ana.ruiz', title: 'Ana Ruiz' },
                  { user: 'user:default/chen.wei', title: 'Chen Wei' },
                  { user: 'user:default/gone.away', title: 'Gone Away' },
                ],
              },
            },
          },
        },
      }),
    ],
  });
}

describe('persona sign-in', () => {
  describe('in evaluation mode', () => {
    let backend: TestBackend;

    beforeAll(async () => {
      backend = await start();
    });

    function refresh(person?: string, method: 'get' | 'post' = 'get') {
      const call = request(backend.server)[method]('/api/auth/persona/refresh');
      return person === undefined
        ? call
        : call.set('x-stagedoor-persona', person);
    }

    it.each(['get', 'post'] as const)(
      'answers %s with a token that other plugins accept, and the ownership of the catalog',
      async method => {
        const session = await refresh('user:default/ana.ruiz', method);
        expect(session.status).toBe(200);
        expect(session.body).toMatchObject({
          profile: { displayName: 'Ana Ruiz' },
          backstageIdentity: {
            token: expect.any(String),
            identity: { type: 'user', userEntityRef: 'user:default/ana.ruiz' },
          },
        });

        const me = await request(backend.server)
          .get('/api/who-am-i')
          .auth(session.body.backstageIdentity.token, { type: 'bearer' });
        expect(me.body).toEqual({
          userEntityRef: 'user:default/ana.ruiz',
          ownershipEntityRefs: [
            'user:default/ana.ruiz',
            'group:default/payments',
          ],
        });
      },
    );

    it('lets two people be signed in at once', async () => {
      const people = ['user:default/ana.ruiz', 'user:default/chen.wei'];
      const sessions = await Promise.all(people.map(person => refresh(person)));
      const answers = await Promise.all(
        sessions.map(session =>
          request(backend.server)
            .get('/api/who-am-i')
            .auth(session.body.backstageIdentity.token, { type: 'bearer' }),
        ),
      );
      expect(answers.map(({ body }) => body.userEntityRef)).toEqual(people);
    });

    it('knows a person in any spelling of the reference', async () => {
      const answer = await refresh('Ana.Ruiz');
      expect(answer.body.backstageIdentity.identity.userEntityRef).toBe(
        'user:default/ana.ruiz',
      );
    });

    it('gives nothing to a request that names nobody', async () => {
      const answer = await refresh();
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain('x-stagedoor-persona');
      const anonymous = await request(backend.server).get('/api/who-am-i');
      expect(anonymous.status).toBe(401);
    });

    it.each([
      'user:default/mallory',
      'user:default/ana.ruiz, user:default/chen.wei',
      'ana.ruiz2',
      'group:default/payments',
      '__proto__',
      '*',
    ])('refuses %s, who is not listed', async person => {
      const answer = await refresh(person);
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toBe(
        'The person named by the header x-stagedoor-persona is not listed under auth.providers.persona.people',
      );
      expect(answer.body.backstageIdentity).toBeUndefined();
    });

    it('says so when a listed person is not in the catalog', async () => {
      const answer = await refresh('user:default/gone.away');
      expect(answer.status).toBe(404);
      expect(answer.body.error.message).toContain(
        'Gone Away (user:default/gone.away) is not in the catalog',
      );
    });

    it('refuses a foreign host name, whatever the forwarding headers say', async () => {
      const ana = 'user:default/ana.ruiz';
      const rebound = await refresh(ana)
        .set('host', 'evil.test:7007')
        .set('x-forwarded-host', 'localhost');
      expect(rebound.status).toBe(403);
      const own = await refresh(ana).set('host', 'stagedoor.nordlicht.test');
      expect(own.status).toBe(200);
    });
  });

  it.each<JsonObject>([{}, { mode: 'production' }])(
    'fails the start with stagedoor: %j, naming the key to remove',
    async stagedoor => {
      await expect(start(stagedoor)).rejects.toThrow(
        'auth.providers.persona lets anybody act as the listed people: remove it from the configuration',
      );
    },
  );

  it('fails the start also in development, where the auth plugin only warns', async () => {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: 'development' });
    try {
      await expect(start({})).rejects.toThrow('auth.providers.persona');
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
    }
  });
});

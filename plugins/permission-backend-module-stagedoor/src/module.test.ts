import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  catalogEntityReadPermission,
  catalogEntityDeletePermission,
  catalogEntityCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';
import { MyRoles, RoleTable } from '@stagedoor/plugin-roles-common';
import request from 'supertest';
import { startPermissionBackend } from './__testUtils__/startPermissionBackend';

jest.setTimeout(60_000);

const paymentsApi = 'component:default/payments-api';

const undeclaredPermission = createPermission({
  name: 'somewhere.thing.do',
  attributes: {},
});
const declaredPermission = createPermission({
  name: 'elsewhere.thing.do',
  attributes: {},
});

describe('permissionModuleStagedoor', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: Awaited<ReturnType<typeof startPermissionBackend>>;

  beforeAll(async () => {
    backend = await startPermissionBackend(databases, {
      registrations: [
        {
          permission: declaredPermission,
          title: 'Do a thing',
          description: 'Does it.',
          allow: { developer: 'always' },
        },
      ],
    });
    await backend.untilIngested();
  });

  const readNames = async (person: string, filter: string) => {
    const { body } = await backend
      .call('get', `/api/catalog/entities?filter=${filter}`, person)
      .expect(200);
    return body.map(
      (entity: { metadata: { name: string } }) => entity.metadata.name,
    );
  };
  const readUid = async (name: string) => {
    const { body } = await backend
      .call(
        'get',
        `/api/catalog/entities/by-name/component/default/${name}`,
        'chen',
      )
      .expect(200);
    return body.metadata.uid;
  };

  describe('deciding', () => {
    it('lets every signed-in person read the catalog', async () => {
      await expect(readNames('finn', 'kind=component')).resolves.toEqual(
        expect.arrayContaining(['payments-api', 'checkout-web']),
      );
    });

    it('denies whoever is not signed in', async () => {
      await expect(
        backend.decide(
          mockCredentials.none.header(),
          catalogEntityCreatePermission,
        ),
      ).resolves.toBe('DENY');
    });

    it('leaves other plugins to the framework', async () => {
      await expect(
        backend.decide(
          mockCredentials.service.header(),
          catalogEntityDeletePermission,
        ),
      ).resolves.toBe('ALLOW');
    });

    it('denies a permission that nobody declared, even to platform engineers', async () => {
      await expect(
        backend.decide(
          mockCredentials.user.header('user:default/chen'),
          undeclaredPermission,
        ),
      ).resolves.toBe('DENY');
    });

    it('decides a permission that another module declared', async () => {
      const ask = (person: string) =>
        backend.decide(
          mockCredentials.user.header(`user:default/${person}`),
          declaredPermission,
        );
      await expect(ask('ana')).resolves.toBe('ALLOW');
      await expect(ask('finn')).resolves.toBe('DENY');
    });

    it('decides in its own process as it does over HTTP', async () => {
      for (const person of ['ana', 'chen', 'eva', 'finn']) {
        for (const permission of [
          catalogEntityCreatePermission,
          declaredPermission,
          undeclaredPermission,
        ]) {
          const { body } = await backend
            .call('post', '/api/permission/authorize', person)
            .send({ items: [{ id: '1', permission }] })
            .expect(200);
          await expect(
            backend.decide(
              mockCredentials.user.header(`user:default/${person}`),
              permission,
            ),
          ).resolves.toBe(body.items[0].result);
        }
      }
    });

    it('gives the roles of a group to members of its child groups', async () => {
      const ask = (person: string) =>
        backend.decide(
          mockCredentials.user.header(`user:default/${person}`),
          catalogEntityCreatePermission,
        );
      await expect(ask('ana')).resolves.toBe('ALLOW');
      await expect(ask('finn')).resolves.toBe('DENY');
    });

    it('does not decide a resource permission that is asked as a basic one', async () => {
      await expect(
        backend.decide(mockCredentials.user.header('user:default/chen'), {
          type: 'basic',
          name: catalogEntityDeletePermission.name,
          attributes: {},
        }),
      ).resolves.toBe('DENY');
    });
  });

  describe('ownership', () => {
    it('lets owners refresh what they own, and nobody else', async () => {
      const refresh = async (person: string) => {
        const { status } = await backend
          .call('post', '/api/catalog/refresh', person)
          .send({ entityRef: paymentsApi });
        return status;
      };
      await expect(refresh('ana')).resolves.toBe(200);
      await expect(refresh('ben')).resolves.toBe(403);
      await expect(refresh('finn')).resolves.toBe(403);
      await expect(refresh('eva')).resolves.toBe(403);
    });

    it("does not let anyone delete another team's entity, and lets the owner", async () => {
      const remove = async (person: string, name: string) =>
        backend.call(
          'delete',
          `/api/catalog/entities/by-uid/${await readUid(name)}`,
          person,
        );
      expect((await remove('ana', 'checkout-web')).status).toBe(403);
      expect((await remove('eva', 'checkout-web')).status).toBe(403);
      expect((await remove('finn', 'checkout-web')).status).toBe(403);
      await expect(readNames('finn', 'kind=component')).resolves.toContain(
        'checkout-web',
      );
      expect((await remove('ben', 'checkout-web')).status).toBe(204);
    });
  });

  describe('auditors', () => {
    it.each([
      [
        'post',
        '/api/catalog/locations',
        { type: 'url', target: 'https://example.com/a.yaml' },
      ],
      ['post', '/api/catalog/refresh', { entityRef: paymentsApi }],
      [
        'delete',
        '/api/catalog/locations/0b0ed1a5-0ad6-4b8b-9b0e-6a5c2f7a1f11',
        {},
      ],
    ] as const)('may not %s %s', async (method, path, body) => {
      const { status } = await backend.call(method, path, 'eva').send(body);
      expect(status).toBe(403);
    });
  });

  describe('explanations', () => {
    it('names who may, what the asker is, who owns it and what to do', async () => {
      await expect(
        backend.explain('finn', 'catalog.entity.refresh', paymentsApi),
      ).resolves.toEqual({
        permission: 'catalog.entity.refresh',
        resourceRef: paymentsApi,
        title: 'Refresh an entity',
        decision: 'denied',
        because:
          'Only owners and platform engineers may refresh payments-api. You are a viewer. payments-api is owned by Payments.',
        yourRoles: ['viewer'],
        neededRoles: ['owner', 'platform-engineer'],
        owners: [
          {
            entityRef: 'group:default/payments',
            title: 'Payments',
            people: [{ entityRef: 'user:default/ana', title: 'ana' }],
          },
        ],
        howToGet:
          'Ask Payments (for example ana) to do it, or to add you to the team.',
      });
    });

    it('says why somebody may', async () => {
      const because = async (person: string) =>
        (await backend.explain(person, 'catalog.entity.refresh', paymentsApi))
          .because;
      await expect(because('ana')).resolves.toBe(
        'You may refresh payments-api, because you own it through Payments.',
      );
      await expect(because('chen')).resolves.toBe(
        'You may refresh payments-api, because you are a platform engineer.',
      );
    });

    it('says how to get a role', async () => {
      await expect(
        backend.explain('finn', 'scaffolder.task.create'),
      ).resolves.toMatchObject({
        decision: 'denied',
        because:
          'Only developers and platform engineers may create a service from a template. You are a viewer.',
        howToGet:
          'Members of Engineering are developers. Ask a platform engineer for that role, for example chen, dara.',
      });
    });

    it('says that a permission is not declared', async () => {
      await expect(
        backend.explain('chen', 'somewhere.thing.do'),
      ).resolves.toMatchObject({
        decision: 'denied',
        because:
          'No plugin has declared the permission somewhere.thing.do, so it is denied to everyone.',
        neededRoles: [],
      });
    });

    it('asks for a resource where it depends on one', async () => {
      await expect(
        backend.explain('ana', 'catalog.entity.delete'),
      ).resolves.toMatchObject({
        decision: 'denied',
        because: expect.stringContaining('ask about one in particular'),
      });
    });

    it('refuses what is malformed or too much, naming the field', async () => {
      const send = async (body: object) => {
        const response = await backend
          .call('post', '/api/permission/explanations', 'finn')
          .send(body)
          .expect(400);
        return response.body.error.message;
      };
      const one = { permission: 'catalog.entity.read' };
      await expect(send({ items: Array(51).fill(one) })).resolves.toMatch(
        /^items: /,
      );
      await expect(send({ items: [] })).resolves.toMatch(/^items: /);
      await expect(send({ items: [{ permission: 7 }] })).resolves.toMatch(
        /^items\.0\.permission: /,
      );
      await expect(send({ items: [{ ...one, as: 'chen' }] })).resolves.toMatch(
        /^items\.0: /,
      );
      await expect(send({ items: [one], user: 'chen' })).resolves.toMatch(
        /user/,
      );
      await backend
        .call('post', '/api/permission/explanations', 'finn')
        .send({ items: [{ permission: 'x'.repeat(100_000) }] })
        .expect(413);
    });

    it('is for people who are signed in', async () => {
      for (const header of [
        mockCredentials.none.header(),
        mockCredentials.service.header(),
      ]) {
        const response = await request(backend.server)
          .post('/api/permission/explanations')
          .set('Authorization', header)
          .send({ items: [{ permission: 'catalog.entity.read' }] });
        expect([401, 403]).toContain(response.status);
      }
    });
  });

  it('tells people their roles and through what they have them', async () => {
    const { body }: { body: MyRoles } = await backend
      .call('get', '/api/permission/my-roles', 'ana')
      .expect(200);
    expect(body.userEntityRef).toBe('user:default/ana');
    expect(body.roles.map(({ role, through }) => [role, through])).toEqual([
      [
        'developer',
        [
          {
            kind: 'group',
            path: [
              { entityRef: 'group:default/payments', title: 'Payments' },
              { entityRef: 'group:default/engineering', title: 'Engineering' },
            ],
          },
        ],
      ],
      ['viewer', [{ kind: 'everyone' }]],
    ]);
    expect(body.ownsThrough).toEqual([
      { entityRef: 'group:default/payments', title: 'Payments' },
    ]);
  });

  it('shows the table of roles and permissions, with those of other modules', async () => {
    const { body }: { body: RoleTable } = await backend
      .call('get', '/api/permission/role-table', 'finn')
      .expect(200);
    expect(body.permissions).toContainEqual({
      permission: 'elsewhere.thing.do',
      title: 'Do a thing',
      description: 'Does it.',
      allow: [{ role: 'developer' }],
    });
    expect(body.permissions).toContainEqual(
      expect.objectContaining({
        permission: 'catalog.entity.refresh',
        allow: [
          { role: 'owner', restriction: 'if they own it' },
          { role: 'platform-engineer' },
        ],
      }),
    );
  });

  it('keeps the routes of the permission plugin', async () => {
    const { body } = await backend
      .call('post', '/api/permission/authorize', 'finn')
      .send({
        items: [
          { id: '1', permission: catalogEntityCreatePermission },
          {
            id: '2',
            permission: catalogEntityReadPermission,
            resourceRef: paymentsApi,
          },
        ],
      });
    expect(body.items).toEqual([
      { id: '1', result: 'DENY' },
      { id: '2', result: 'ALLOW' },
    ]);
  });

  describe('actions', () => {
    const invoke = (name: string, authorization: string) =>
      request(backend.server)
        .post(
          `/api/permission/.backstage/actions/v1/actions/permission:${name}/invoke`,
        )
        .set('Authorization', authorization);

    it('answer agents as the routes answer browsers', async () => {
      const finn = mockCredentials.user.header('user:default/finn');
      const explained = await invoke('explain-permissions', finn).send({
        items: [
          { permission: 'catalog.entity.refresh', resourceRef: paymentsApi },
        ],
      });
      expect(explained.body.output.items).toEqual([
        expect.objectContaining({
          decision: 'denied',
          because: expect.stringContaining('is owned by Payments'),
        }),
      ]);
      const roles = await invoke('get-my-roles', finn).send({});
      expect(roles.body.output).toMatchObject({
        userEntityRef: 'user:default/finn',
        roles: [{ role: 'viewer' }],
        ownsThrough: ['group:default/support'],
      });
    });

    it('are about people, so not for services', async () => {
      const { status } = await invoke(
        'get-my-roles',
        mockCredentials.service.header(),
      ).send({});
      expect(status).toBe(403);
    });
  });

  it('describes its routes', async () => {
    const { body } = await backend.call(
      'get',
      '/api/permission/openapi.json',
      'finn',
    );
    expect(Object.keys(body.paths)).toEqual([
      '/explanations',
      '/my-roles',
      '/role-table',
    ]);
  });
});

import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { accessRoutes } from '@stagedoor/plugin-access-common';
import permissionModuleStagedoor from '@stagedoor/plugin-permission-backend-module-stagedoor';
import { bastionToken } from '../__testUtils__/FakeAuthority';
import {
  AccessBackend,
  aWish,
  publicKey,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';
import { accessPermissionModule } from '../permissionModule';

jest.setTimeout(180_000);

type RouteName = keyof typeof accessRoutes;
type Method = 'get' | 'post' | 'put' | 'delete';

/** One of each, as the columns of {@link answers} name them. */
const people = {
  stranger: undefined,
  viewer: 'finn',
  /** Of a team that neither owns the host nor reviews. */
  developer: 'sol',
  holder: 'ben',
  owner: 'ana',
  reviewer: 'dan',
  engineer: 'chen',
  auditor: 'eva',
} as const;
type Who = keyof typeof people;
const columns = Object.keys(people) as Who[];

/**
 * What each route answers to each of them, about the access of somebody else who holds an account on a host. The
 * reviewer is of on-call, and so a platform engineer by the way, whom the policy of the host asks; the engineer is one
 * whom it does not.
 */
const answers: Record<RouteName, string> = {
  //                 stranger viewer developer holder owner reviewer engineer auditor
  countAccess:
    '     401      200    200       200    200   200      200      200',
  previewRequest:
    '  401      200    200       200    200   200      200      200',
  listRequests:
    '    401      200    200       200    200   200      200      200',
  createRequest:
    '   401      403    201       201    201   201      201      403',
  getRequest:
    '      401      404    404       200    200   200      200      200',
  editRequest:
    '     401      404    404       200    403   403      403      403',
  reviewRequest:
    '   401      404    404       403    200   200      403      403',
  cancelRequest:
    '   401      404    404       200    403   403      403      403',
  listGrants:
    '      401      200    200       200    200   200      200      200',
  getGrant:
    '        401      404    404       200    200   200      200      200',
  issueCertificate:
    '401      404    404       201    403   403      403      403',
  returnGrant:
    '     401      404    404       200    403   403      403      403',
  revokeGrant:
    '     401      404    404       403    200   200      200      403',
  extendGrant:
    '     401      404    404       201    403   403      403      403',
  listHolders:
    '     401      403    200       200    200   200      200      200',
  listKeys:
    '        401      200    200       200    200   200      200      200',
  removeKey:
    '       401      404    404       200    404   404      404      404',
  listSessions:
    '    401      200    200       200    200   200      200      200',
  getSession:
    '      401      404    404       200    200   200      200      200',
  terminateSession:
    '401      404    404       200    200   200      200      403',
  readRecording:
    '   401      404    404       403    200   200      200      200',
  followRecording:
    ' 401      404    404       403    200   200      200      200',
  searchRecording:
    ' 401      404    404       403    200   200      200      200',
};

const bodies: Partial<Record<RouteName, object>> = {
  previewRequest: aWish,
  createRequest: aWish,
  editRequest: { ...aWish, version: 1 },
  reviewRequest: { decision: 'approved', version: 1 },
  cancelRequest: {},
  issueCertificate: { publicKey },
  revokeGrant: { comment: 'Enough' },
  extendGrant: { minutes: 10, reason: 'It takes longer' },
  terminateSession: { comment: 'Enough' },
};

const queries: Partial<Record<RouteName, string>> = {
  listHolders: '?host=resource:default/prod-1',
  searchRecording: '?search=x',
};

describe("access under the platform's own policy", () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: AccessBackend;

  beforeAll(async () => {
    backend = await startAccessBackend({
      databases,
      permissions: [
        permissionPlugin,
        permissionModuleStagedoor,
        accessPermissionModule,
      ],
    });
  });

  afterAll(() => backend?.stop());

  /** A session of ben, of which a bastion has told nothing but that it began and, perhaps, ended. */
  async function beginSession(grant: number, end: boolean): Promise<string> {
    const { call, certify, knex } = backend;
    await certify('ben', grant).expect(201);
    const certificate = await knex('certificates')
      .where({ grant_id: grant, kind: 'bastion' })
      .first();
    const bastion = `Bearer ${bastionToken}`;
    const { body } = await call('post', '/bastion/sessions', bastion)
      .send({
        serial: certificate.serial,
        keyId: certificate.key_id,
        host: 'prod-1',
        interactive: true,
        from: '10.0.0.9',
        publicKey,
      })
      .expect(201);
    if (end) {
      await call('post', `/bastion/sessions/${body.session}/end`, bastion)
        .send({ chunks: 0 })
        .expect(200);
    }
    return body.session;
  }

  async function approve(request: { id: number; version: number }) {
    const { body } = await backend.review('amir', request).expect(200);
    return body.grant as number;
  }

  /** Something of ben's that a route is about. Made anew where the route would change it. */
  async function prepare(route: RouteName): Promise<string> {
    const { path } = accessRoutes[route];
    if (!path.includes('{id}')) {
      return '';
    }
    if (path.startsWith('/keys')) {
      const grant = await approve(await backend.ask('ben'));
      await backend
        .certify('ben', grant, { publicKey, saveAs: 'laptop' })
        .expect(201);
      return String((await backend.knex('keys').first('id')).id);
    }
    const request = await backend.ask('ben');
    if (path.startsWith('/requests')) {
      return String(request.id);
    }
    const grant = await approve(request);
    return path.startsWith('/grants')
      ? String(grant)
      : beginSession(grant, route !== 'terminateSession');
  }

  async function send(route: RouteName, id: string, who?: string) {
    const { method, path } = accessRoutes[route];
    const call = backend.call(
      method as Method,
      `${path.replace('{id}', id)}${queries[route] ?? ''}`,
      who,
    );
    const body = bodies[route];
    const { status } = await (body ? call.send(body) : call);
    return status;
  }

  it.each(Object.entries(answers) as [RouteName, string][])(
    'answers each as it has to: %s',
    async (route, line) => {
      const { method } = accessRoutes[route];
      const expected: Record<string, number> = {};
      const actual: Record<string, number> = {};
      let id: string | undefined;
      for (const [index, status] of line.trim().split(/ +/).entries()) {
        const who = columns[index];
        id = id === undefined || method !== 'get' ? await prepare(route) : id;
        expected[who] = Number(status);
        actual[who] = await send(route, id, people[who]);
      }
      expect(actual).toEqual(expected);
    },
  );

  it('has an answer for every route', () => {
    expect(Object.keys(answers).sort()).toEqual(
      Object.keys(accessRoutes).sort(),
    );
  });

  it('shows in lists what is theirs, and no more', async () => {
    const { call, knex } = backend;
    await approve(await backend.ask('ben'));
    const { rows } = await knex.raw(
      'SELECT (SELECT count(*)::int FROM requests WHERE requested_by = ?) AS requests, (SELECT count(*)::int FROM grants) AS grants',
      ['user:default/ben'],
    );
    const count = async (path: string, who: string) => {
      let [items, cursor] = [0, ''];
      do {
        const { body } = await call('get', `${path}${cursor}`, who).expect(200);
        items += body.items.length;
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (cursor);
      return items;
    };
    const requests = '/requests?limit=100&requestedBy=user:default/ben';
    for (const who of ['ben', 'ana', 'dan', 'chen', 'eva']) {
      expect([who, await count(requests, who)]).toEqual([
        who,
        rows[0].requests,
      ]);
      expect([who, await count('/grants?limit=100', who)]).toEqual([
        who,
        rows[0].grants,
      ]);
    }
    for (const who of ['finn', 'sol']) {
      expect(await count(requests, who)).toBe(0);
      expect(await count('/grants?limit=100', who)).toBe(0);
      expect(await count('/sessions?limit=100', who)).toBe(0);
    }
  });

  it('blocks beforehand who may not ask', async () => {
    const blockersOf = async (who: string) => {
      const call = backend.call('post', '/previews', who).send(aWish);
      return (await call.expect(200)).body.blockers;
    };
    expect(await blockersOf('ben')).toEqual([]);
    for (const who of ['finn', 'eva']) {
      expect(await blockersOf(who)).toEqual([
        expect.stringContaining('may not ask for access'),
      ]);
    }
  });

  describe('what is no person', () => {
    const service = mockCredentials.service.header();
    const acting = (who: string) =>
      `Bearer ${mockCredentials.user.token(`user:default/${who}`, {
        actor: { subject: 'plugin:mcp-actions' },
      })}`;
    const limited = (who: string) =>
      mockCredentials.limitedUser
        .cookie(`user:default/${who}`)
        .replace(/^[^=]+=/, 'Bearer ');

    it.each<[string, RouteName, string, number]>([
      ['a service', 'createRequest', service, 403],
      ['a service', 'editRequest', service, 403],
      ['a service', 'reviewRequest', service, 403],
      ['a service', 'cancelRequest', service, 403],
      ['a service', 'issueCertificate', service, 403],
      ['a service', 'returnGrant', service, 403],
      ['a service', 'extendGrant', service, 403],
      ['a plugin for a reviewer', 'reviewRequest', acting('dan'), 403],
      ['a plugin for an owner', 'reviewRequest', acting('ana'), 403],
      ['a plugin for the holder', 'issueCertificate', acting('ben'), 403],
      ['a token for reading', 'createRequest', limited('ben'), 401],
      ['a token for reading', 'reviewRequest', limited('dan'), 401],
      ['a token for reading', 'issueCertificate', limited('ben'), 401],
      ['a token for reading', 'readRecording', limited('eva'), 401],
      ['a bastion', 'createRequest', `Bearer ${bastionToken}`, 401],
      ['a bastion', 'readRecording', `Bearer ${bastionToken}`, 401],
    ])('is refused: %s, %s', async (_, route, header, status) => {
      expect(await send(route, await prepare(route), header)).toBe(status);
    });
  });
});

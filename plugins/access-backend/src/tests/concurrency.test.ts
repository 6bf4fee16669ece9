import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  grantLifecycle,
  requestLifecycle,
} from '@stagedoor/plugin-access-common';
import fc from 'fast-check';
import { bastionToken } from '../__testUtils__/FakeAuthority';
import { startTime } from '../__testUtils__/startTime';
import {
  AccessBackend,
  publicKey,
  startAccessBackend,
} from '../__testUtils__/startAccessBackend';

jest.setTimeout(180_000);

const acts = [
  'approve',
  'approve as another',
  'deny',
  'cancel',
  'expire request',
  'revoke',
  'return',
  'expire grant',
  'certificate',
  'session',
] as const;
type Act = (typeof acts)[number];

describe('everything at once, over HTTP', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: AccessBackend;
  let time: ReturnType<typeof startTime>;

  beforeAll(async () => {
    backend = await startAccessBackend({ databases });
    time = startTime({
      catalog: catalogServiceMock({ entities: backend.entities }),
      auth: mockServices.auth(),
      knex: backend.knex,
      provider: backend.provider,
      told: backend.told,
    });
  });

  afterAll(() => backend?.stop());

  async function findGrant(request: number): Promise<number | undefined> {
    const row = await backend
      .knex('grants')
      .where({ request_id: request })
      .first('id');
    return row?.id;
  }

  const review = (who: string, id: number, decision: 'approved' | 'denied') =>
    backend.review(who, { id, version: 1 }, { decision });

  /** Somebody logs in with the newest certificate of a grant. */
  async function beginSession(grant: number) {
    const [certificate] = await backend
      .knex('certificates')
      .where({ grant_id: grant, kind: 'bastion' })
      .orderBy('issued_at', 'desc')
      .limit(1);
    return backend
      .call('post', '/bastion/sessions', `Bearer ${bastionToken}`)
      .send({
        serial: certificate?.serial ?? '1',
        keyId: certificate?.key_id ?? 'none',
        host: 'prod-1',
        interactive: true,
        from: '10.0.0.9',
        publicKey,
      });
  }

  async function passTime(table: string, id: number, column: string) {
    const { knex } = backend;
    await knex(table)
      .where({ id })
      .whereIn('state', ['pending', 'active'])
      .update({
        [column]: knex.raw("clock_timestamp() - interval '1 second'"),
      });
    await time.clock.tick();
  }

  /** Answers the status, where there is one. */
  async function perform(request: number, act: Act) {
    const { call } = backend;
    switch (act) {
      case 'approve':
        return review('amir', request, 'approved');
      case 'approve as another':
        return review('dan', request, 'approved');
      case 'deny':
        return review('dara', request, 'denied');
      case 'cancel':
        return call('post', `/requests/${request}/cancellation`, 'ana').send(
          {},
        );
      case 'expire request':
        await passTime('requests', request, 'expires_at');
        return undefined;
      default: {
        const grant = await findGrant(request);
        return grant === undefined ? undefined : use(grant, act);
      }
    }
  }

  async function use(grant: number, act: Act) {
    const { call, certify } = backend;
    switch (act) {
      case 'revoke':
        return call('post', `/grants/${grant}/revocation`, 'dara').send({
          comment: 'Stop',
        });
      case 'return':
        return call('post', `/grants/${grant}/return`, 'ana');
      case 'expire grant':
        await passTime('grants', grant, 'ends_at');
        return undefined;
      case 'session':
        return beginSession(grant);
      default:
        return certify('ana', grant);
    }
  }

  async function performAll(request: number, together: readonly Act[]) {
    const answers = await Promise.all(
      together.map(act => perform(request, act)),
    );
    for (const answer of answers) {
      expect([undefined, 200, 201, 403, 409]).toContain(answer?.status);
    }
  }

  async function expectSound(id: number): Promise<void> {
    const { knex } = backend;
    const request = await knex('requests').where({ id }).first();
    const isDecided = requestLifecycle.isTerminal(request.state);
    const ways = await knex('events')
      .where({ request_id: id })
      .whereNull('grant_id')
      .whereIn('event', ['approve', 'deny', 'cancel', 'expire'])
      .pluck('event');
    expect(ways).toHaveLength(isDecided ? 1 : 0);

    const grants = await knex('grants').where({ request_id: id });
    expect(grants).toHaveLength(request.state === 'approved' ? 1 : 0);
    for (const grant of grants) {
      const isOver = grantLifecycle.isTerminal(grant.state);
      const ends = await knex('events')
        .where({ grant_id: grant.id })
        .whereIn('event', ['revoke', 'return', 'expire'])
        .pluck('event');
      expect(ends).toHaveLength(isOver ? 1 : 0);
      if (isOver) {
        await expectClosed(grant.id);
      }
    }
  }

  /** Nothing that it opened is open, and nothing opens it again. */
  async function expectClosed(grant: number): Promise<void> {
    const { certify, knex } = backend;
    const usable = await knex('certificates')
      .where({ grant_id: grant })
      .whereNull('revoked_at');
    const running = await knex('sessions')
      .where({ grant_id: grant, state: 'active' })
      .whereNull('terminate_at');
    expect({ usable, running }).toEqual({ usable: [], running: [] });
    expect((await certify('ana', grant)).status).toBe(403);
    expect((await beginSession(grant)).status).toBe(403);
  }

  it('leaves a request and its grant in exactly one state, and no certificate or session behind', async () => {
    const some = (most: number) =>
      fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: most });
    await fc.assert(
      fc.asyncProperty(some(6), some(10), some(10), async (...batches) => {
        const { id } = await backend.ask('ana');
        for (const together of [...batches, ['approve'] as const]) {
          await performAll(id, together);
          await expectSound(id);
        }
        const { state } = await backend.read(id);
        expect(requestLifecycle.terminal).toContain(state);
      }),
      { numRuns: 20 },
    );
  });

  it('does so also when fifty come in the same moment', async () => {
    const { id } = await backend.ask('ana');
    const decide = (['approve', 'deny', 'cancel'] as const).flatMap(act =>
      Array.from({ length: 17 }, () => act),
    );
    await performAll(id, decide);
    await expectSound(id);

    const grant = await backend.open();
    // The control: before, both are there to be had.
    await backend.certify('ana', grant.id).expect(201);
    expect((await beginSession(grant.id)).status).toBe(201);
    await performAll(grant.request, [
      ...Array.from({ length: 20 }, () => 'certificate' as const),
      'revoke',
      ...Array.from({ length: 10 }, () => 'session' as const),
      'return',
      ...Array.from({ length: 20 }, () => 'certificate' as const),
    ]);
    await expectSound(grant.request);
  });
});

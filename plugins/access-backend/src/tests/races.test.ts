import { TestDatabases } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import { CommandLog } from '@stagedoor/commands';
import {
  grantLifecycle,
  requestLifecycle,
} from '@stagedoor/plugin-access-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { FakeAuthority } from '../__testUtils__/FakeAuthority';
import { CertificateStore } from '../store/CertificateStore';
import { GrantReader } from '../store/GrantReader';
import { GrantWriter } from '../store/GrantWriter';
import { migrateAccess } from '../store/migrateAccess';
import { RequestReader } from '../store/RequestReader';
import { RequestWriter } from '../store/RequestWriter';

jest.setTimeout(180_000);

const acts = [
  'approve',
  'deny',
  'cancel',
  'expire request',
  'revoke',
  'return',
  'expire grant',
  'certificate',
  'certificate again',
] as const;
type Act = (typeof acts)[number];

describe('people and time that race for one request and its grant', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const authority = new FakeAuthority();
  let knex: Knex;
  let writer: RequestWriter;
  let grantWriter: GrantWriter;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateAccess(knex);
    const stores = {
      knex,
      commands: new CommandLog<string>(knex, 'subject'),
      providers: () => ['fake'],
    };
    writer = new RequestWriter(stores);
    grantWriter = new GrantWriter(stores);
  });

  const command = (name: string) => ({ actor: 'a', name, requestHash: '' });
  const host = {
    ref: 'resource:default/prod-1',
    name: 'prod-1',
    address: 'prod-1:22',
    environment: 'production',
  };

  async function ask(): Promise<number> {
    const { subject } = await writer.create(
      {
        requestedBy: 'user:default/ana',
        hosts: [host],
        hostOwners: ['group:default/payments'],
        account: 'deploy',
        minutes: 60,
        reason: 'because',
        rule: {
          required: 1,
          everyOf: [['group:default/payments']],
          escalated: false,
          accounts: ['deploy'],
          mostMinutes: 60,
          shortestReason: 1,
        },
        expireAfterMs: 3_600_000,
      },
      command('create'),
    );
    return Number(subject);
  }

  async function findGrant(request: number): Promise<number | undefined> {
    return (await new RequestReader(knex).find(request))?.grant;
  }

  async function perform(request: number, act: Act, by: string) {
    const grant = await findGrant(request);
    switch (act) {
      case 'approve':
      case 'deny':
        return writer.review(
          {
            request,
            by,
            version: 1,
            decision: act === 'approve' ? 'approved' : 'denied',
          },
          async () => ({ minutes: 60, hosts: [host] }),
          command('review'),
        );
      case 'cancel':
        return writer.cancel({ request, by }, command('cancel'));
      case 'expire request':
        await knex('requests')
          .where({ id: request, state: 'pending' })
          .update({ expires_at: knex.raw("now() - interval '1 second'") });
        return writer.expireDue();
      default:
        return grant === undefined ? undefined : use(grant, act, by);
    }
  }

  async function use(grant: number, act: Act, by: string) {
    switch (act) {
      case 'revoke':
      case 'return':
        return grantWriter.end(
          { grant, by, event: act, because: act },
          command(act),
        );
      case 'expire grant':
        await knex('grants')
          .where({ id: grant, state: 'active' })
          .update({ ends_at: knex.raw("now() - interval '1 second'") });
        return grantWriter.expireDue();
      default:
        return new CertificateStore(knex).record({
          grant,
          issued: await authority.issueForBastion({
            grant,
            holder: 'user:default/ana',
            publicKey: 'ssh-ed25519 AAAA',
            validTo: new Date(Date.now() + 600_000),
          }),
          command: command('certificate'),
        });
    }
  }

  async function tryTo(request: number, act: Act, by: string): Promise<void> {
    try {
      await perform(request, act, by);
    } catch (error) {
      const isExpected =
        isError(error) &&
        ['ConflictError', 'NotAllowedError'].includes(error.name);
      if (!isExpected) {
        throw error;
      }
    }
  }

  async function expectSound(id: number): Promise<void> {
    const request = await new RequestReader(knex).find(id);
    const events: Array<{ event: string; grant_id: number | null }> =
      await knex('events').where({ request_id: id }).orderBy('id');
    const count = (names: string[]) =>
      events.filter(({ event }) => names.includes(event)).length;
    const isDecided = requestLifecycle.isTerminal(request?.state ?? 'pending');
    // One line of history for the one way out.
    expect(count(['approve', 'deny', 'expire', 'cancel'])).toBeLessThanOrEqual(
      2,
    );
    expect(count(['approve'])).toBe(request?.state === 'approved' ? 1 : 0);
    expect(count(['deny'])).toBe(request?.state === 'denied' ? 1 : 0);
    expect(request?.decidedAt !== undefined).toBe(isDecided);

    const grants = await knex('grants').where({ request_id: id });
    expect(grants).toHaveLength(request?.state === 'approved' ? 1 : 0);
    for (const { id: grant } of grants) {
      const found = await new GrantReader(knex).find(grant);
      const isOver = grantLifecycle.isTerminal(found?.state ?? 'active');
      expect(count(['revoke', 'return', 'expire'])).toBe(isOver ? 1 : 0);
      const { rows } = await knex.raw(
        `SELECT count(*)::int AS bad FROM certificates c JOIN grants g ON g.id = c.grant_id
          WHERE g.id = ? AND g.ended_at IS NOT NULL
            AND (c.revoked_at IS NULL OR c.issued_at > g.ended_at)`,
        [grant],
      );
      expect(rows[0].bad).toBe(0);
      const [outbox] = await knex('provider_states').where({ grant_id: grant });
      expect(outbox.wanted).toBe(isOver ? 'gone' : 'active');
    }
  }

  it('leave it in one state after 60 at once, with one grant at most', async () => {
    const id = await ask();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        tryTo(id, acts[index % 3], `user:default/p${index}`),
      ),
    );
    await expectSound(id);
    const request = await new RequestReader(knex).find(id);
    expect(requestLifecycle.terminal).toContain(request?.state);
  });

  it('end in exactly one terminal state and leave no certificate behind, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 6 }),
        fc.array(fc.constantFrom(...acts), { minLength: 2, maxLength: 10 }),
        async (first, second) => {
          const id = await ask();
          for (const together of [first, ['approve' as const], second]) {
            await Promise.all(
              together.map((act, index) =>
                tryTo(id, act, `user:default/p${index}`),
              ),
            );
            await expectSound(id);
          }
          // Time passes a request over that somebody holds at that moment, and comes back to it.
          await writer.expireDue();
          const request = await new RequestReader(knex).find(id);
          expect(requestLifecycle.terminal).toContain(request?.state);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never keep a certificate that was made while the grant was taken away', async () => {
    for (let round = 0; round < 20; round += 1) {
      const id = await ask();
      await perform(id, 'approve', 'user:default/amir');
      await Promise.all([
        ...Array.from({ length: 5 }, () => tryTo(id, 'certificate', 'x')),
        tryTo(id, 'revoke', 'user:default/dara'),
        ...Array.from({ length: 5 }, () => tryTo(id, 'certificate', 'x')),
      ]);
      await expectSound(id);
      await expect(perform(id, 'certificate', 'x')).resolves.toBeUndefined();
    }
  });
});

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('go up on two replicas at once, down to nothing, and up again', async () => {
    const knex = await databases.init('POSTGRES_18');
    await Promise.all([migrateAccess(knex), migrateAccess(knex)]);
    const listTables = async () => {
      const { rows } = await knex.raw(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'knex_%'",
      );
      return rows.map((row: { tablename: string }) => row.tablename).sort();
    };
    const tables = await listTables();
    expect(tables).toEqual(
      expect.arrayContaining(['requests', 'grants', 'certificates', 'events']),
    );
    await knex.migrate.rollback(
      { directory: `${__dirname}/../../migrations` },
      true,
    );
    expect(await listTables()).toEqual([]);
    await migrateAccess(knex);
    expect(await listTables()).toEqual(tables);
  });
});

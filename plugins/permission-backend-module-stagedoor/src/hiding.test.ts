import { TestDatabases } from '@backstage/backend-test-utils';
import { Explanation } from '@stagedoor/plugin-roles-common';
import { startPermissionBackend } from './__testUtils__/startPermissionBackend';

jest.setTimeout(60_000);

const own = 'component:default/payments-api';
const hidden = 'component:default/checkout-web';
const missing = 'component:default/no-such-thing';
const malformed = 'no such thing';

/** Nobody is a viewer here but support, so an owner sees what is theirs and nothing else. */
describe('a catalog that most people may not read', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let backend: Awaited<ReturnType<typeof startPermissionBackend>>;

  beforeAll(async () => {
    backend = await startPermissionBackend(databases, {
      roles: [
        { role: 'viewer', members: ['group:default/support'] },
        { role: 'platform-engineer', members: ['group:default/platform'] },
      ],
    });
    await backend.untilIngested();
  });

  const list = async (person: string) => {
    const { body } = await backend
      .call(
        'get',
        '/api/catalog/entities/by-query?filter=kind=component',
        person,
      )
      .expect(200);
    return {
      names: body.items.map(
        (entity: { metadata: { name: string } }) => entity.metadata.name,
      ),
      total: body.totalItems,
    };
  };

  it('filters lists and their totals by ownership', async () => {
    await expect(list('ana')).resolves.toEqual({
      names: ['payments-api'],
      total: 1,
    });
    await expect(list('eva')).resolves.toEqual({ names: [], total: 0 });
    await expect(list('finn')).resolves.toMatchObject({ total: 2 });
  });

  it('answers a forbidden single read as if nothing were there', async () => {
    const read = (ref: string) =>
      backend.call(
        'get',
        `/api/catalog/entities/by-name/${ref.replace(':', '/')}`,
        'ana',
      );
    await read(own).expect(200);
    const responses = [await read(hidden), await read(missing)];
    expect(responses.map(({ status }) => status)).toEqual([404, 404]);
  });

  it.each([
    'catalog.entity.read',
    'catalog.entity.refresh',
    'catalog.entity.delete',
  ])(
    'explains %s on a hidden entity exactly as on one that does not exist',
    async permission => {
      const explain = async (ref: string) => {
        const explanation = await backend.explain('ana', permission, ref);
        return JSON.parse(
          JSON.stringify(explanation).replaceAll(ref, 'REF'),
        ) as Explanation;
      };
      const answer = await explain(hidden);
      expect(answer).toMatchObject({
        decision: 'denied',
        because: 'There is no REF that you may see.',
      });
      expect(answer.owners).toBeUndefined();
      await expect(explain(missing)).resolves.toEqual(answer);
      await expect(explain(malformed)).resolves.toEqual(answer);
      // The same question by somebody who may read it does name the owner, so the test would notice a leak.
      await expect(
        backend.explain('finn', permission, hidden),
      ).resolves.toMatchObject({ owners: [{ title: 'Checkout' }] });
    },
  );

  it('names no group and nobody whom the asker may not see', async () => {
    const { howToGet } = await backend.explain('ana', 'scaffolder.task.create');
    expect(howToGet).toBe(
      'You would have to be a developer. Ask a platform engineer for that role.',
    );
  });

  it('says that somebody has no role', async () => {
    await expect(
      backend.explain('eva', 'scaffolder.task.create'),
    ).resolves.toMatchObject({
      because: expect.stringContaining('You have no role.'),
      yourRoles: [],
    });
  });
});

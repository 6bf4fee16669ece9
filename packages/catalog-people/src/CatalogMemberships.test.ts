import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogMemberships } from './CatalogMemberships';
import { CatalogReads } from './CatalogReads';

function entity(
  kind: string,
  name: string,
  relations: Array<[type: string, targetRef: string]> = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const company = entity('Group', 'company', [
  ['parentOf', 'group:default/engineering'],
]);
const engineering = entity('Group', 'engineering', [
  ['childOf', 'group:default/company'],
  ['parentOf', 'group:default/payments'],
]);
const payments = entity('Group', 'payments', [
  ['childOf', 'group:default/Engineering'],
  ['hasMember', 'user:default/ana'],
]);
const support = entity('Group', 'support', [
  ['childOf', 'group:default/company'],
]);
const ana = entity('User', 'ana', [['memberOf', 'group:default/payments']]);

/** Memberships over a catalog that can be changed, which counts how often it is asked. */
function createMemberships() {
  let entities = [company, engineering, payments, support, ana];
  const requests: string[][] = [];
  const memberships = new CatalogMemberships(
    new CatalogReads({
      auth: mockServices.auth(),
      catalog: {
        ...catalogServiceMock(),
        getEntitiesByRefs: async (request, options) => {
          requests.push(request.entityRefs);
          return catalogServiceMock({ entities }).getEntitiesByRefs(
            request,
            options,
          );
        },
      },
    }),
  );
  return {
    memberships,
    requests,
    replace: (...changed: Entity[]) => {
      entities = changed;
    },
  };
}

describe('CatalogMemberships', () => {
  it('finds groups above groups, in one spelling', async () => {
    const { memberships } = createMemberships();
    await expect(
      memberships.listBelongings('user:default/ana'),
    ).resolves.toEqual(
      new Set([
        'user:default/ana',
        'group:default/payments',
        'group:default/engineering',
        'group:default/company',
      ]),
    );
    await expect(
      memberships.listPeople(['group:default/company']),
    ).resolves.toEqual(['user:default/ana']);
  });

  it('asks once for a way that it has gone before', async () => {
    const { memberships, requests } = createMemberships();
    await memberships.listBelongings('user:default/ana');
    const first = requests.length;
    await memberships.findBelongings('user:default/ana');
    expect(first).toBeGreaterThan(1);
    expect(requests.length - first).toBe(1);
  });

  it('answers with what is true now, however it was before', async () => {
    const { memberships, replace } = createMemberships();
    await memberships.findBelongings('user:default/ana');
    const moved = entity('User', 'ana', [
      ['memberOf', 'group:default/support'],
    ]);
    replace(company, engineering, payments, support, moved);
    await expect(
      memberships.findBelongings('user:default/ana'),
    ).resolves.toEqual(
      new Set([
        'user:default/ana',
        'group:default/support',
        'group:default/company',
      ]),
    );
    replace(company, engineering, payments, support);
    await expect(
      memberships.findBelongings('user:default/ana'),
    ).resolves.toBeUndefined();
    await expect(
      memberships.listBelongings('user:default/ana'),
    ).resolves.toEqual(new Set(['user:default/ana']));
    await expect(
      memberships.listPeople(['group:default/company', 'user:default/ana']),
    ).resolves.toEqual([]);
  });

  it('answers many who ask at once with few requests', async () => {
    const { memberships, requests } = createMemberships();
    await memberships.listBelongings('user:default/ana');
    const before = requests.length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        memberships.findBelongings('user:default/ana'),
      ),
    );
    expect(new Set(answers.map(answer => answer?.size))).toEqual(new Set([4]));
    expect(requests.length - before).toBe(1);
  });

  it('reads large organisations in parts', async () => {
    const { memberships, replace, requests } = createMemberships();
    const names = Array.from(
      { length: 1_000 },
      (_, index) => `person-${index}`,
    );
    replace(
      entity(
        'Group',
        'everybody',
        names.map(name => ['hasMember', `user:default/${name}`]),
      ),
      ...names.map(name => entity('User', name)),
    );
    await expect(
      memberships.listPeople(['group:default/everybody']),
    ).resolves.toHaveLength(1_000);
    const sizes = requests.map(refs => refs.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(400);
  });
});

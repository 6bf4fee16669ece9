import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogNames } from './CatalogNames';
import { CatalogReads } from './CatalogReads';

describe('names in sentences', () => {
  const entity = (kind: string, name: string, more: object) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    ...more,
  });
  const names = new CatalogNames(
    new CatalogReads({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: [
          entity('User', 'ana.ruiz', {
            spec: { profile: { displayName: 'Ana Ruiz' } },
          }),
          entity('Group', 'sre', {
            metadata: { name: 'sre', title: 'Site reliability' },
            spec: {},
          }),
          entity('Component', 'shop', { spec: {} }),
        ],
      }),
    }),
  );

  it.each([
    [
      'Cancelled by user:default/ana.ruiz: user:default/ana.ruiz said so.',
      'Cancelled by Ana Ruiz: Ana Ruiz said so.',
    ],
    [
      'group:default/sre answers for component:default/shop.',
      'Site reliability answers for shop.',
    ],
    ['Asked for by user:default/gone', 'Asked for by gone'],
    ['3 hosts run v1.2.0', '3 hosts run v1.2.0'],
  ])('spell out "%s"', async (sentence, spelled) => {
    expect(await names.spellOut(sentence)).toBe(spelled);
  });

  it('shorten references while the catalog does not answer', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('down'));
    const poor = new CatalogNames(
      new CatalogReads({ auth: mockServices.auth(), catalog }),
    );
    expect(await poor.spellOut('Ended by user:default/ana.ruiz')).toBe(
      'Ended by ana.ruiz',
    );
  });

  it('ask the catalog again about what it did not tell, and not about what it told', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.getEntitiesByRefs
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce({
        items: [entity('Component', 'shop', { metadata: { name: 'Shop' } })],
      })
      .mockRejectedValue(new Error('asked once too often'));
    const asking = new CatalogNames(
      new CatalogReads({ auth: mockServices.auth(), catalog }),
    );
    const said = [];
    for (let turn = 0; turn < 3; turn += 1) {
      said.push(await asking.spellOut('component:default/shop runs'));
    }
    expect(said).toEqual(['shop runs', 'Shop runs', 'Shop runs']);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { JsonValue } from '@backstage/types';
import { EnvironmentsEntityProvider } from './EnvironmentsEntityProvider';

describe('EnvironmentsEntityProvider', () => {
  async function provide(environments: JsonValue[]) {
    const mutations: EntityProviderMutation[] = [];
    await EnvironmentsEntityProvider.fromConfig(
      mockServices.rootConfig({ data: { releases: { environments } } }),
    ).connect({
      applyMutation: async mutation => {
        mutations.push(mutation);
      },
      refresh: async () => {},
    });
    return mutations;
  }

  it('makes a resource of each environment', async () => {
    const [mutation] = await provide([
      { name: 'staging', title: 'Staging', whenBusy: 'supersede' },
      { name: 'production', owner: 'group:default/sre' },
    ]);
    expect(mutation).toMatchObject({
      type: 'full',
      entities: [
        {
          entity: {
            kind: 'Resource',
            metadata: {
              name: 'staging',
              title: 'Staging',
              description: 'Stage 1 of 2 of delivery',
            },
            spec: { type: 'environment', owner: 'group:default/platform' },
          },
        },
        { entity: { spec: { owner: 'group:default/sre' } } },
      ],
    });
  });

  it('takes away those that are no longer configured', async () => {
    expect(await provide([])).toEqual([{ type: 'full', entities: [] }]);
  });

  it.each<[JsonValue, RegExp]>([
    [{ name: 'Production' }, /environments\[0\]\.name must be lower-case/],
    [{}, /environments\[0\]\.name/],
    [{ name: 'x', owner: '' }, /environments\[0\]\.owner/],
  ])('stops the start for %j', async (environment, message) => {
    await expect(provide([environment])).rejects.toThrow(message);
  });
});

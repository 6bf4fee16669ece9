import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import { ReleasePipelineProcessor } from './ReleasePipelineProcessor';

const environment = {
  name: 'production',
  hosts: ['prod-1', { host: 'resource:default/prod-2', variables: { A: '1' } }],
  path: '/srv/shop',
};
const spec = {
  owner: 'payments',
  component: 'shop',
  source: { repository: 'shop' },
  environments: [
    { ...environment, name: 'staging', hosts: ['resource:default/staging-1'] },
    environment,
  ],
};

function pipeline(
  override: JsonObject = {},
  apiVersion = 'stagedoor.dev/v1',
): Entity {
  return {
    apiVersion,
    kind: 'ReleasePipeline',
    metadata: { name: 'shop' },
    spec: { ...spec, ...override },
  };
}

describe('ReleasePipelineProcessor', () => {
  const processor = new ReleasePipelineProcessor();
  const validate = (entity: Entity) => processor.validateEntityKind(entity);

  it('knows pipelines, and leaves everything else to others', async () => {
    await expect(validate(pipeline())).resolves.toBe(true);
    await expect(validate({ ...pipeline(), kind: 'Component' })).resolves.toBe(
      false,
    );
  });

  it('names every problem with its path and what to do', async () => {
    await expect(
      validate(
        pipeline({
          source: {},
          environments: [{ ...environment, path: '/srv', batches: ['half'] }],
        }),
      ),
    ).rejects.toThrow(
      /^spec\.source must have exactly one of repository and git; spec\.environments\[0\]\.path must be an absolute path of at least two folders.*; spec\.environments\[0\]\.batches\[0\] must be a number of hosts, or a share such as 50%$/,
    );
  });

  it.each<[string, Entity, string]>([
    [
      'another version',
      pipeline({}, 'backstage.io/v1alpha1'),
      "apiVersion must be 'stagedoor.dev/v1', not 'backstage.io/v1alpha1'",
    ],
    [
      'a component of another kind',
      pipeline({ component: 'api:default/shop' }),
      "spec.component must name a component, such as component:default/shop, not 'api:default/shop'",
    ],
    [
      'a host of another kind',
      pipeline({
        environments: [{ ...environment, hosts: ['component:prod-1'] }],
      }),
      'spec.environments[0].hosts[0] must name a resource',
    ],
    [
      'a host that is no ref',
      pipeline({
        environments: [
          { ...environment, hosts: [{ host: 'resource:default/' }] },
        ],
      }),
      'spec.environments[0].hosts[0].host must be an entity ref',
    ],
    [
      'an owner who is no group',
      pipeline({ owner: 'component:shop' }),
      'spec.owner must name a group or a user',
    ],
  ])('refuses %s', async (_, entity, message) => {
    await expect(validate(entity)).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('relates it to its owner, component, environments and hosts, both ways', async () => {
    const results: CatalogProcessorResult[] = [];
    await processor.postProcessEntity(
      pipeline(),
      { type: 'url', target: 'x' },
      result => results.push(result),
    );
    const relations = results.map(result =>
      result.type === 'relation'
        ? [
            stringifyEntityRef(result.relation.source),
            result.relation.type,
            stringifyEntityRef(result.relation.target),
          ].join(' ')
        : result.type,
    );
    const own = 'releasepipeline:default/shop';
    expect(relations.sort()).toEqual(
      [
        `${own} ownedBy group:default/payments`,
        `group:default/payments ownerOf ${own}`,
        `${own} releases component:default/shop`,
        `component:default/shop releasedBy ${own}`,
        ...['staging', 'production', 'staging-1', 'prod-1', 'prod-2'].flatMap(
          name => [
            `${own} releasesTo resource:default/${name}`,
            `resource:default/${name} receivesReleasesOf ${own}`,
          ],
        ),
      ].sort(),
    );
  });
});

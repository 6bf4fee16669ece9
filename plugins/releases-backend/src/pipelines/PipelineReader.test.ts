import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { component, host, pipeline } from '../__testUtils__/organisation';
import { readReleasesConfig } from '../config';
import { TargetReader } from '../service/TargetReader';
import { PipelineReader } from './PipelineReader';

const shop = component('shop', 'group:default/payments');
const prod = host('prod-1', 'production');
const production = {
  name: 'production',
  hosts: ['resource:default/prod-1'],
};

function createReader(...entities: Entity[]) {
  const pipelines = new PipelineReader({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: [shop, ...entities] }),
  });
  const config = readReleasesConfig(
    mockServices.rootConfig({
      data: { releases: { environments: [{ name: 'production' }] } },
    }),
  );
  return { pipelines, targets: new TargetReader({ config, pipelines }) };
}

const read = (...entities: Entity[]) =>
  createReader(...entities).pipelines.readComponent('component:default/shop');
const listBlockers = async (...entities: Entity[]) => {
  const { targets } = createReader(...entities);
  const place = await targets.read(
    await targets.find({
      component: 'component:default/shop',
      environment: 'production',
    }),
  );
  return place.blockers;
};

describe('the pipeline of a component', () => {
  it('is the one that lies beside it', async () => {
    const { pipeline: found, problem } = await read(
      pipeline('shop', 'shop', [production]),
    );
    expect(problem).toBeUndefined();
    expect(found?.ref).toBe('releasepipeline:default/shop');
  });

  it('is none that lies elsewhere, whatever it says', async () => {
    const evil = pipeline('evil', 'shop', [production], { besides: 'evil' });
    expect(await read(evil)).not.toHaveProperty('pipeline');
    const both = await read(evil, pipeline('shop', 'shop', [production]));
    expect(both.pipeline?.ref).toBe('releasepipeline:default/shop');
  });

  it('is none of two', async () => {
    const found = await read(
      pipeline('one', 'shop', [production]),
      pipeline('two', 'shop', [production]),
    );
    expect(found.problem).toMatch(/one and two both release shop/);
  });

  it.each<[string, object, RegExp]>([
    ['an unknown field', { typo: 1 }, /shop cannot be used: spec .*typo/],
    ['no source', { source: {} }, /spec\.source must have exactly one/],
  ])('is none with %s', async (_, more, message) => {
    const { problem, pipeline: found } = await read(
      pipeline('shop', 'shop', [production], { ...more }),
    );
    expect(found).toBeUndefined();
    expect(problem).toMatch(message);
  });

  it('is none that lists a host twice, in any spelling', async () => {
    const { problem } = await read(
      pipeline('shop', 'shop', [
        {
          name: 'production',
          hosts: ['resource:default/prod-1', 'Resource:default/Prod-1'],
        },
      ]),
    );
    expect(problem).toMatch(/spec\.environments\[0\]\.hosts\[1\] is listed/);
  });
});

describe('a host', () => {
  const own = pipeline('shop', 'shop', [production]);

  it('accepts releases of what its owner owns, or what it names', async () => {
    expect(await listBlockers(own, prod)).toEqual([]);
    const named = host('prod-1', 'production', {
      owner: 'group:default/sre',
      dependencyOf: ['component:shop'],
    });
    expect(await listBlockers(own, named)).toEqual([]);
  });

  it('refuses everything else, and says what its owner has to do', async () => {
    const foreign = host('prod-1', 'production', {
      owner: 'group:default/sre',
      dependencyOf: ['component:cart'],
    });
    expect(await listBlockers(own, foreign)).toEqual([
      expect.stringMatching(
        /prod-1 does not accept releases of shop: .*add component:default\/shop to spec\.dependencyOf/,
      ),
    ]);
  });

  it('refuses what is meant for another environment', async () => {
    expect(await listBlockers(own, host('prod-1', 'dev'))).toEqual([
      expect.stringMatching(/prod-1 serves dev, not production/),
    ]);
  });

  it('has to be there, and to be a host', async () => {
    await expect(listBlockers(own)).rejects.toThrow(/prod-1 is not in the cat/);
    const other = { ...prod, spec: { ...prod.spec, type: 'database' } };
    expect(await listBlockers(own, other)).toEqual([
      expect.stringMatching(/prod-1 is not a host/),
    ]);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { component, host } from '@stagedoor/test-organisation';
import { pipeline } from '../__testUtils__/organisation';
import { readReleasesConfig } from '../config';
import { TargetReader } from '../service/TargetReader';
import { PipelineReader } from './PipelineReader';

const shop = component('shop', 'group:default/payments');
const prod = host('prod-1', 'production');
const second = 'resource:default/prod-2';
const hostKey =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGfaJ1cJmQvL1RBRxkFbQG0Wf1oNDzZ2BVMBWDYAoYzJ';
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
const readTarget = async (...entities: Entity[]) => {
  const { targets } = createReader(...entities);
  return targets.read(
    await targets.find({
      component: 'component:default/shop',
      environment: 'production',
    }),
  );
};
const listBlockers = async (...entities: Entity[]) =>
  (await readTarget(...entities)).blockers;
const annotate = (entity: Entity, annotations: Record<string, string>) => ({
  ...entity,
  metadata: {
    ...entity.metadata,
    annotations: { ...entity.metadata.annotations, ...annotations },
  },
});

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

  it('that refuses does not keep a release from the others that somebody chooses', async () => {
    const both = { ...production, hosts: [...production.hosts, second] };
    const { targets } = createReader(pipeline('shop', 'shop', [both]), prod);
    const place = await targets.find({
      component: 'component:default/shop',
      environment: 'production',
    });
    expect((await targets.read(place)).blockers).toEqual([
      expect.stringMatching(/prod-2 is not in the catalog/),
    ]);
    const { target, blockers } = await targets.read(place, production.hosts);
    expect(blockers).toEqual([]);
    expect(target.hosts.map(({ name }) => name)).toEqual(['prod-1']);
    await expect(targets.read(place, [second])).rejects.toThrow('prod-2');
  });

  it.each([
    ['web.test', 'web.test:22'],
    ['web.test:2222', 'web.test:2222'],
    ['10.0.0.1', '10.0.0.1:22'],
    ['2001:db8::a', '[2001:db8::a]:22'],
    ['2001:db8::1', '[2001:db8::1]:22'],
    ['[2001:db8::a]', '[2001:db8::a]:22'],
    ['[2001:db8::a]:2222', '[2001:db8::a]:2222'],
  ])('is reached at %s', async (written, address) => {
    const { target } = await readTarget(
      own,
      annotate(prod, { 'stagedoor.dev/ssh-address': written }),
    );
    expect(target.hosts).toEqual([expect.objectContaining({ address })]);
  });

  it('is known by the key in its description, if there is one', async () => {
    const { target: without } = await readTarget(own, prod);
    expect(without.hosts[0]).not.toHaveProperty('hostKey');
    const { target, blockers } = await readTarget(
      own,
      annotate(prod, { 'stagedoor.dev/host-key': ` ${hostKey} root@prod-1\n` }),
    );
    expect([target.hosts[0].hostKey, blockers]).toEqual([hostKey, []]);
  });

  it.each([
    'no key',
    'ssh-ed25519 AAAA',
    hostKey.replace('ssh-ed25519', 'ssh-rsa'),
    hostKey.replace('ssh-ed25519', 'ssh-ed25519-cert-v01@openssh.com'),
    `${hostKey}\n${hostKey}`,
    `prod-1 ${hostKey}`,
    `${hostKey}\n* ${hostKey}`,
  ])('is not released to when its key is %j', async text => {
    expect(
      await listBlockers(
        own,
        annotate(prod, { 'stagedoor.dev/host-key': text }),
      ),
    ).toEqual([
      'prod-1 cannot be known by its annotation stagedoor.dev/host-key: it has to be one public key in one line, such as ssh-ed25519 AAAA…',
    ]);
  });
});

import { findPipelineProblems, releasePipelineSpecSchema } from './pipeline';

const environment = {
  name: 'production',
  hosts: ['resource:default/prod-1'],
  path: '/srv/shop',
};
const spec = {
  owner: 'group:default/payments',
  component: 'component:default/shop',
  source: { repository: 'shop' },
  environments: [environment],
};

describe('releasePipelineSpecSchema', () => {
  it('fills in what is usual', () => {
    expect(releasePipelineSpecSchema.parse(spec)).toMatchObject({
      build: { run: [], timeout: '15m', package: { include: ['**'] } },
      environments: [
        {
          engine: 'ssh',
          batches: ['100%'],
          keep: 5,
          user: 'deploy',
          verify: [],
        },
      ],
    });
  });

  const inEnvironment = (more: object) => ({
    ...spec,
    environments: [{ ...environment, ...more }],
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /^spec /],
    [
      'no hosts',
      inEnvironment({ hosts: [] }),
      /^spec\.environments\[0\]\.hosts /,
    ],
    [
      'a typing error',
      inEnvironment({ bacthes: [1] }),
      /^spec\.environments\[0\] .*bacthes/,
    ],
    [
      'a root folder',
      inEnvironment({ path: '/srv' }),
      /path must be an absolute path of at least two folders/,
    ],
    [
      'a way out',
      inEnvironment({ path: '/srv/../etc' }),
      /path must not contain '\.\.'/,
    ],
    [
      'an option as path',
      inEnvironment({ path: '--delete/x' }),
      /path must be an absolute/,
    ],
    [
      'a shared file outside',
      inEnvironment({ shared: { files: ['../x'] } }),
      /shared\.files\[0\] must not contain '\.\.'/,
    ],
    [
      'an absolute shared folder',
      inEnvironment({ shared: { folders: ['/etc'] } }),
      /shared\.folders\[0\] must be a path below/,
    ],
    [
      'an account as option',
      inEnvironment({ user: '-oProxyCommand=x' }),
      /user must be the name of an account/,
    ],
    [
      'a batch of none',
      inEnvironment({ batches: [0] }),
      /batches\[0\] must be a number of hosts/,
    ],
    [
      'a time without unit',
      inEnvironment({ hookTimeout: '30' }),
      /hookTimeout must be a time/,
    ],
    [
      'an unknown check',
      inEnvironment({ verify: [{ ping: 'x' }] }),
      /verify\[0\] must have exactly one of/,
    ],
    [
      'a hidden line break',
      inEnvironment({ hooks: { afterSwitch: ['a\u0000b'] } }),
      /must not contain control characters/,
    ],
    [
      'two sources',
      { ...spec, source: { repository: 'a', git: 'b' } },
      /^spec\.source must have exactly one/,
    ],
    [
      'an environment twice',
      { ...spec, environments: [environment, environment] },
      /^spec\.environments\[1\]\.name 'production' is listed twice/,
    ],
    [
      'a variable of the platform',
      { ...spec, build: { environment: { STAGEDOOR_X: '1' } } },
      /STAGEDOOR_/,
    ],
    [
      'a package from outside',
      { ...spec, build: { package: { include: ['../**'] } } },
      /must stay inside/,
    ],
  ])('refuses %s, naming the field', (_, value, message) => {
    const problems = findPipelineProblems(value);
    expect(problems).not.toHaveLength(0);
    expect(problems[0]).toMatch(message);
  });
});

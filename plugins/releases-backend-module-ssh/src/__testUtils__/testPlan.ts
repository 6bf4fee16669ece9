import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';

/** A host of a plan. */
export function plannedHost(
  name: string,
  more: Partial<PlannedHost> = {},
): PlannedHost {
  return {
    ref: `resource:default/${name}`,
    name,
    address: 'localhost:22',
    connection: 'local',
    variables: {},
    batch: 0,
    ...more,
  };
}

/** A plan that does as little as possible, but for what a test asks for. */
export function testPlan(
  commit: string,
  hosts: PlannedHost[],
  more: Omit<Partial<ReleasePlan>, 'target'> & {
    target?: Partial<Omit<ReleasePlan['target'], 'hooks'>> & {
      hooks?: Partial<ReleasePlan['target']['hooks']>;
    };
  } = {},
): ReleasePlan {
  const { target, ...rest } = more;
  return {
    component: 'component:default/shop',
    pipeline: 'releasepipeline:default/shop',
    environment: 'production',
    kind: 'release',
    version: { commit },
    source: { repository: 'shop' },
    build: {
      run: [],
      environment: {},
      timeout: '1m',
      package: { include: ['**'], exclude: [] },
    },
    engine: 'ssh',
    hosts,
    ...rest,
    target: {
      path: '/srv/shop',
      user: 'deploy',
      keep: 5,
      shared: { files: [], folders: [] },
      environment: {},
      verify: [],
      hookTimeout: '20s',
      onFailure: 'roll-back',
      ...target,
      hooks: {
        beforeAll: [],
        beforeSwitch: [],
        afterSwitch: [],
        afterRollback: [],
        afterAll: [],
        ...target?.hooks,
      },
    },
  };
}

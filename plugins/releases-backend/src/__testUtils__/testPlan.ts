import { ReleasePlan } from '@stagedoor/plugin-releases-common';

/** A plan for one host, as small as it can be. */
export function testPlan(more: Partial<ReleasePlan> = {}): ReleasePlan {
  return {
    component: 'component:default/shop',
    pipeline: 'releasepipeline:default/shop',
    environment: 'dev',
    kind: 'release',
    version: { commit: 'a'.repeat(40), label: 'v1' },
    source: { repository: 'shop' },
    build: {
      run: [],
      environment: {},
      timeout: '15m',
      package: { include: ['**'], exclude: [] },
    },
    engine: 'ssh',
    target: {
      path: '/srv/shop',
      user: 'deploy',
      keep: 5,
      shared: { files: [], folders: [] },
      environment: {},
      hooks: {
        beforeAll: [],
        beforeSwitch: [],
        afterSwitch: [],
        afterRollback: [],
        afterAll: [],
      },
      verify: [],
      hookTimeout: '2m',
      onFailure: 'roll-back',
    },
    hosts: [
      {
        ref: 'resource:default/dev-1',
        name: 'dev-1',
        address: 'dev-1.test:22',
        connection: 'ssh',
        variables: {},
        batch: 0,
      },
    ],
    ...more,
  };
}

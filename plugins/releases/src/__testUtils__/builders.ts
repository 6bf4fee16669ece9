import type {
  Changes,
  Matrix,
  MatrixEnvironment,
  MatrixHost,
  OfferedVersion,
  Release,
  ReleasePlan,
  ReleaseSummary,
  Version,
} from '@stagedoor/plugin-releases-common';

const yes = { allowed: true } as const;

/** A version whose commit id begins with the number. */
export function makeVersion(number: number, label?: string): Version {
  return {
    commit: String(number).padStart(7, '0').padEnd(40, 'a'),
    ...(label !== undefined && { label }),
  };
}

export function makeHost(name: string, more: Partial<MatrixHost> = {}) {
  return {
    ref: `resource:default/${name}`,
    name,
    version: makeVersion(1, 'v1.0.0'),
    release: 7,
    since: '2026-03-10T11:00:00Z',
    by: 'user:default/ana.ruiz',
    certainty: 'recorded',
    ...more,
  } satisfies MatrixHost;
}

export function makeEnvironment(
  name: string,
  more: Partial<MatrixEnvironment> = {},
): MatrixEnvironment {
  return {
    name,
    title: name,
    engine: 'ssh',
    hosts: [makeHost(`${name}-1`)],
    version: makeVersion(1, 'v1.0.0'),
    since: '2026-03-10T11:00:00Z',
    by: 'user:default/ana.ruiz',
    behind: 3,
    waiting: [],
    rollBackTargets: [],
    actions: { release: yes, redeploy: yes, rollBack: yes },
    ...more,
  };
}

export function makeMatrix(more: Partial<Matrix> = {}): Matrix {
  return {
    component: 'component:default/payments-api',
    pipeline: 'releasepipeline:default/payments-api',
    branch: 'main',
    environments: [makeEnvironment('staging'), makeEnvironment('production')],
    ...more,
  };
}

export function makeSummary(
  id: number,
  more: Partial<ReleaseSummary> = {},
): ReleaseSummary {
  return {
    id,
    component: 'component:default/payments-api',
    environment: 'production',
    environmentTitle: 'Production',
    kind: 'release',
    version: makeVersion(2, 'v2.0.0'),
    state: 'succeeded',
    requestedBy: 'user:default/ben.okafor',
    requestedAt: '2026-03-10T11:00:00Z',
    hosts: { total: 3, done: 3, failed: 0 },
    cancelRequested: false,
    waitsForMe: false,
    ...more,
  };
}

function makePlan(summary: ReleaseSummary): ReleasePlan {
  return {
    component: summary.component,
    pipeline: 'releasepipeline:default/payments-api',
    environment: summary.environment,
    kind: summary.kind,
    version: summary.version,
    source: { repository: 'payments-api' },
    build: {
      run: [],
      environment: {},
      timeout: '15m',
      package: { include: ['**'], exclude: [] },
    },
    engine: 'ssh',
    target: {
      path: '/srv/payments-api',
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
        ref: 'resource:default/prod-1',
        name: 'prod-1',
        address: '10.0.0.1:22',
        connection: 'ssh',
        variables: {},
        batch: 0,
      },
    ],
  };
}

export function makeRelease(id: number, more: Partial<Release> = {}): Release {
  const summary = makeSummary(id, more);
  return {
    ...summary,
    plan: makePlan(summary),
    planHash: `hash-of-${id}`,
    steps: [],
    hostResults: [
      {
        ref: 'resource:default/prod-1',
        name: 'prod-1',
        batch: 0,
        state: 'untouched',
        previous: makeVersion(1, 'v1.0.0'),
      },
    ],
    approvals: [],
    timeline: [],
    ifItFails: 'Every switched host goes back to v1.0.0.',
    actions: {
      approve: yes,
      reject: yes,
      cancel: yes,
      retry: yes,
      redeploy: yes,
      rollBack: yes,
    },
    ...more,
  };
}

export function makeChanges(more: Partial<Changes> = {}): Changes {
  return {
    from: makeVersion(1, 'v1.0.0'),
    to: makeVersion(2, 'v2.0.0'),
    direction: 'forward',
    commits: [
      {
        id: makeVersion(2).commit,
        subject: 'Refund through the new account model',
        author: 'Ben Okafor',
        committedAt: '2026-03-09T11:00:00Z',
      },
    ],
    commitCount: 1,
    files: [{ path: 'src/refunds.ts', change: 'changed', added: 12 }],
    fileCount: 1,
    ...more,
  };
}

export function makeOffer(
  number: number,
  more: Partial<OfferedVersion> = {},
): OfferedVersion {
  return {
    id: makeVersion(number).commit,
    subject: `Change number ${number}`,
    author: 'Ben Okafor',
    committedAt: '2026-03-09T11:00:00Z',
    tags: [],
    branches: [],
    runsOn: [],
    ...more,
  };
}

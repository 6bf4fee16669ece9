import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

const origin = (name: string) => ({
  'backstage.io/managed-by-location': `url:https://git.test/${name}`,
  'backstage.io/managed-by-origin-location': `url:https://git.test/${name}`,
});

function relation(type: string, ...targets: string[]) {
  return targets.map(targetRef => ({ type, targetRef }));
}

export function person(name: string, ...groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: {},
    relations: relation('memberOf', ...groups),
  };
}

export function group(
  name: string,
  more: { parent?: string; children?: string[]; members?: string[] },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name },
    spec: { type: 'team', children: [] },
    relations: [
      ...relation('childOf', ...(more.parent ? [more.parent] : [])),
      ...relation('parentOf', ...(more.children ?? [])),
      ...relation('hasMember', ...(more.members ?? [])),
    ],
  };
}

export function component(
  name: string,
  owner: string,
  ...pipelines: string[]
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: origin(name) },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: [
      ...relation('ownedBy', owner),
      ...relation('releasedBy', ...pipelines),
    ],
  };
}

export function host(
  name: string,
  environment: string,
  more: { owner?: string; dependencyOf?: string[] } = {},
): Entity {
  const owner = more.owner ?? 'group:default/payments';
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      annotations: {
        'stagedoor.dev/environment': environment,
        'stagedoor.dev/ssh-address': `${name}.test`,
      },
    },
    spec: { type: 'host', owner, dependencyOf: more.dependencyOf ?? [] },
    relations: relation('ownedBy', owner),
  };
}

export function pipeline(
  name: string,
  subject: string,
  environments: Array<{ name: string; hosts: string[]; batches?: unknown[] }>,
  more: { besides?: string; [key: string]: unknown } = {},
): Entity {
  const { besides, ...spec } = more;
  return {
    apiVersion: 'stagedoor.dev/v1',
    kind: 'ReleasePipeline',
    metadata: { name, annotations: origin(besides ?? subject) },
    spec: {
      owner: 'group:default/payments',
      component: `component:default/${subject}`,
      source: { repository: subject },
      environments: environments.map(environment => ({
        path: `/srv/${subject}`,
        ...environment,
      })),
      ...spec,
    } as Entity['spec'],
  };
}

const ref = (name: string) => `resource:default/${name}`;

/** Two teams with a service each, those who run production, and people who only look. */
export const organisation: Entity[] = [
  group('engineering', {
    children: ['group:default/payments', 'group:default/checkout'],
  }),
  group('payments', {
    parent: 'group:default/engineering',
    members: ['user:default/ana', 'user:default/amir'],
  }),
  group('checkout', {
    parent: 'group:default/engineering',
    members: ['user:default/ben'],
  }),
  group('sre', {
    children: ['group:default/on-call'],
    members: ['user:default/dara'],
  }),
  group('on-call', {
    parent: 'group:default/sre',
    members: ['user:default/dan'],
  }),
  person('ana', 'group:default/payments'),
  person('amir', 'group:default/payments'),
  person('ben', 'group:default/checkout'),
  person('dara', 'group:default/sre'),
  person('dan', 'group:default/on-call'),
  person('finn'),
  component('shop', 'group:default/payments', 'releasepipeline:default/shop'),
  component('cart', 'group:default/checkout'),
  component('bare', 'group:default/payments'),
  host('dev-1', 'dev'),
  ...['prod-1', 'prod-2', 'prod-3'].map(name => host(name, 'production')),
  host('dual-1', 'dual'),
  host('single-1', 'single'),
  host('newest-1', 'newest'),
  pipeline('shop', 'shop', [
    { name: 'dev', hosts: [ref('dev-1')] },
    {
      name: 'production',
      hosts: ['prod-1', 'prod-2', 'prod-3'].map(ref),
      batches: [1, '100%'],
    },
    { name: 'dual', hosts: [ref('dual-1')] },
    { name: 'single', hosts: [ref('single-1')] },
    { name: 'newest', hosts: [ref('newest-1')] },
  ]),
];

/** Finds an entity of a list by its ref. */
export function findEntity(entities: readonly Entity[], entityRef: string) {
  return entities.find(entity => stringifyEntityRef(entity) === entityRef);
}

/** The policy that goes with {@link organisation}. */
export const releasesConfig = {
  environments: [
    { name: 'dev' },
    {
      name: 'production',
      title: 'Production',
      approvals: { count: 1, from: ['owner', 'group:default/sre'] },
    },
    {
      name: 'dual',
      approvals: {
        count: 2,
        from: ['group:default/sre', 'owner'],
        forRollback: true,
      },
    },
    { name: 'single', whenBusy: 'refuse' },
    {
      name: 'newest',
      whenBusy: 'supersede',
      approvals: { count: 1, from: ['owner'] },
    },
  ],
  secrets: { TOKEN: 'planted-secret-value' },
};

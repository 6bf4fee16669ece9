import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

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

function group(
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

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: { type: 'service', lifecycle: 'production', owner },
    relations: relation('ownedBy', owner),
  };
}

export function host(
  name: string,
  environment: string,
  owner: string,
  dependencyOf: string[] = [],
): Entity {
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
    spec: { type: 'host', owner, dependencyOf },
    relations: [
      ...relation('ownedBy', owner),
      ...relation('dependencyOf', ...dependencyOf),
    ],
  };
}

/** Teams with hosts, those who run production, a team of one, and people who only look. */
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
  group('platform', { members: ['user:default/chen'] }),
  group('solo', {
    parent: 'group:default/loners',
    members: ['user:default/sol'],
  }),
  group('loners', { children: ['group:default/solo'] }),
  person('ana', 'group:default/payments'),
  person('amir', 'group:default/payments'),
  person('ben', 'group:default/checkout'),
  person('dara', 'group:default/sre'),
  person('dan', 'group:default/on-call'),
  person('chen', 'group:default/platform'),
  person('sol', 'group:default/solo'),
  person('eva'),
  person('finn'),
  component('cart', 'group:default/checkout'),
  host('prod-1', 'production', 'group:default/payments'),
  host('prod-2', 'production', 'group:default/payments'),
  host('cart-1', 'production', 'group:default/sre', ['component:default/cart']),
  host('dual-1', 'dual', 'group:default/payments'),
  host('solo-1', 'owned', 'group:default/solo'),
  host('loners-1', 'owned', 'group:default/loners'),
  host('ticket-1', 'ticketed', 'group:default/payments'),
  host('lab-1', 'lab', 'group:default/payments'),
];

/** Finds an entity of a list by its ref. */
export function findEntity(entities: readonly Entity[], entityRef: string) {
  return entities.find(entity => stringifyEntityRef(entity) === entityRef);
}

/** The policies that go with {@link organisation}. */
export const accessConfig = {
  fallbackApprovers: ['group:default/platform'],
  policies: [
    {
      match: { environment: 'production' },
      approvers: ['owner', 'group:default/sre'],
      maxDuration: '8h',
      accounts: ['deploy', 'app'],
    },
    {
      match: { environment: 'dual' },
      approvers: ['owner', 'group:default/sre'],
      count: 2,
      maxDuration: '2h',
      accounts: ['deploy'],
    },
    {
      match: { environment: 'owned' },
      approvers: ['owner'],
      maxDuration: '1h',
      accounts: ['deploy'],
    },
    {
      match: { environment: 'ticketed' },
      approvers: ['owner'],
      maxDuration: '1h',
      accounts: ['deploy'],
      reason: {
        shortest: 4,
        pattern: '^[A-Z]+-\\d+',
        hint: 'Begin with a ticket',
      },
    },
  ],
};

/** The roles that go with {@link organisation}. */
export const roles = [
  {
    role: 'developer',
    members: ['group:default/engineering', 'group:default/loners'],
  },
  {
    role: 'platform-engineer',
    members: ['group:default/platform', 'group:default/sre'],
  },
  { role: 'auditor', members: ['user:default/eva'] },
  { role: 'viewer', members: ['*'] },
];

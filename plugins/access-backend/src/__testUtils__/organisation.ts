import { Entity } from '@backstage/catalog-model';
import {
  component,
  group,
  host,
  person,
  teams,
} from '@stagedoor/test-organisation';

/** The teams with hosts, a team of one, a platform team, and an auditor. */
export const organisation: Entity[] = [
  ...teams,
  group('platform', { members: ['user:default/chen'] }),
  group('solo', {
    parent: 'group:default/loners',
    members: ['user:default/sol'],
  }),
  group('loners', { children: ['group:default/solo'] }),
  person('chen', 'group:default/platform'),
  person('sol', 'group:default/solo'),
  person('eva'),
  component('cart', 'group:default/checkout'),
  host('prod-1', 'production'),
  host('prod-2', 'production'),
  host('cart-1', 'production', {
    owner: 'group:default/sre',
    dependencyOf: ['component:default/cart'],
  }),
  host('dual-1', 'dual'),
  host('solo-1', 'owned', { owner: 'group:default/solo' }),
  host('loners-1', 'owned', { owner: 'group:default/loners' }),
  host('ticket-1', 'ticketed'),
  host('lab-1', 'lab'),
];

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

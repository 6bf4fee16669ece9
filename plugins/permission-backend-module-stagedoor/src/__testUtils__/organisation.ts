import { Entity } from '@backstage/catalog-model';

const origin = {
  'backstage.io/managed-by-location': 'url:https://example.com/org.yaml',
  'backstage.io/managed-by-origin-location': 'url:https://example.com/org.yaml',
};

function group(name: string, title: string, parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, annotations: origin },
    spec: {
      type: 'team',
      profile: { displayName: title },
      children: [],
      ...(parent ? { parent } : {}),
    },
  };
}

function user(name: string, ...memberOf: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, annotations: origin },
    spec: { memberOf },
  };
}

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations: origin },
    spec: { type: 'service', lifecycle: 'production', owner },
  };
}

/** A small company: teams under `engineering`, people in teams, and two services of different teams. */
export const organisation: Entity[] = [
  group('company', 'Company'),
  group('engineering', 'Engineering', 'company'),
  group('payments', 'Payments', 'engineering'),
  group('checkout', 'Checkout', 'engineering'),
  group('platform', 'Platform', 'company'),
  group('compliance', 'Compliance', 'company'),
  group('support', 'Support', 'company'),
  user('ana', 'payments'),
  user('ben', 'checkout'),
  user('chen', 'platform'),
  user('dara'),
  user('eva', 'compliance'),
  user('finn', 'support'),
  component('payments-api', 'payments'),
  component('checkout-web', 'checkout'),
];

/** Roles of {@link organisation}. */
export const permissionConfig = {
  enabled: true,
  roles: [
    {
      role: 'platform-engineer',
      members: ['group:default/platform', 'user:default/dara'],
    },
    { role: 'auditor', members: ['group:default/compliance'] },
    { role: 'developer', members: ['group:default/engineering'] },
    { role: 'viewer', members: ['*'] },
  ],
};

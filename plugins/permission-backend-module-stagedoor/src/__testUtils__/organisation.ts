import { Entity } from '@backstage/catalog-model';
import { component, group, person } from '@stagedoor/test-organisation';

/** A small company: teams under `engineering`, people in teams, and two services of different teams. */
export const organisation: Entity[] = [
  group('company', { title: 'Company' }),
  group('engineering', {
    title: 'Engineering',
    parent: 'group:default/company',
  }),
  group('payments', { title: 'Payments', parent: 'group:default/engineering' }),
  group('checkout', { title: 'Checkout', parent: 'group:default/engineering' }),
  group('platform', { title: 'Platform', parent: 'group:default/company' }),
  group('compliance', { title: 'Compliance', parent: 'group:default/company' }),
  group('support', { title: 'Support', parent: 'group:default/company' }),
  person('ana', 'group:default/payments'),
  person('ben', 'group:default/checkout'),
  person('chen', 'group:default/platform'),
  person('dara'),
  person('eva', 'group:default/compliance'),
  person('finn', 'group:default/support'),
  component('payments-api', 'group:default/payments'),
  component('checkout-web', 'group:default/checkout'),
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

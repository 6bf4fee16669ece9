import { Entity } from '@backstage/catalog-model';
import { group, person } from './entities';

/** Two teams of engineers, those who run production, and somebody who only looks. */
export const teams: readonly Entity[] = [
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
];

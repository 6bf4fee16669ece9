import {
  GrantState,
  grantLifecycle,
  RequestState,
  requestLifecycle,
} from './lifecycle';
import { createAccessOpenApi } from './openapi';
import { accessWishSchema } from './request';
import { bastionRoutes } from './bastionRoutes';
import { accessRoutes } from './routes';

it('ends requests and grants for good', () => {
  expect(requestLifecycle.terminal).toEqual<RequestState[]>([
    'approved',
    'denied',
    'cancelled',
    'expired',
  ]);
  expect(grantLifecycle.terminal).toEqual<GrantState[]>([
    'ended',
    'expired',
    'revoked',
  ]);
});

it('describes every route', () => {
  const described = Object.values(
    createAccessOpenApi().paths as object,
  ).flatMap(path =>
    Object.values(path as Record<string, { operationId: string }>).map(
      operation => operation.operationId,
    ),
  );
  expect(described.sort()).toEqual(
    Object.keys({ ...accessRoutes, ...bastionRoutes }).sort(),
  );
});

describe('a wish', () => {
  const wish = {
    hosts: ['resource:default/prod-1'],
    account: 'deploy',
    minutes: 60,
    reason: 'Look at stuck refunds',
  };

  it.each<[string, object]>([
    ['an account as option', { account: '-oProxyCommand=x' }],
    ['two accounts', { account: 'deploy,root' }],
    ['no time', { minutes: 0 }],
    ['for ever', { minutes: 1e9 }],
    ['a turned-around reason', { reason: 'fine \u202e txt' }],
    ['an escape sequence', { reason: '\u001b]0;x\u0007' }],
    ['a file as ticket', { ticket: 'file:///etc/passwd' }],
    ['another field', { approved: true }],
  ])('refuses %s', (_, change) => {
    expect(accessWishSchema.safeParse(wish).success).toBe(true);
    expect(accessWishSchema.safeParse({ ...wish, ...change }).success).toBe(
      false,
    );
  });
});

import { isWorthRemembering } from './isWorthRemembering';

describe('isWorthRemembering', () => {
  it.each([
    '/catalog/default/component/payments-api',
    '/catalog/default/group/payments',
    '/docs/default/component/payments-api',
    '/create/tasks/6f0c',
    '/repositories/payments-api',
  ])('remembers %s', pathname => {
    expect(isWorthRemembering({ pathname })).toBe(true);
  });

  it.each([
    '/',
    '/catalog',
    '/search',
    '/settings/general',
    '/create/templates',
    '/catalog/default/component/payments-api/monitoring',
  ])('does not remember %s', pathname => {
    expect(isWorthRemembering({ pathname })).toBe(false);
  });
});

import { nameVisit } from './nameVisit';

describe('nameVisit', () => {
  it.each([
    [
      '/docs/default/component/payments-api',
      'Docs of component:default/payments-api',
    ],
    ['/repositories/payments-api', 'Source of payments-api'],
    ['/create/tasks/6f0c', 'A creation'],
    ['/releases/12', 'Release #12'],
    ['/access/requests/3', 'Request for access #3'],
    ['/access/grants/4', 'Access #4'],
    ['/access/sessions/6f0c', 'A session on a host'],
    ['/catalog/default/component/payments-api', 'as the page said'],
  ])('names %s', (pathname, name) => {
    expect(nameVisit({ pathname, name: 'as the page said' })).toBe(name);
  });
});

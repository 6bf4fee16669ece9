import { nameVisit } from './nameVisit';

describe('nameVisit', () => {
  it.each([
    ['/docs/default/component/payments-api', 'Docs of payments-api'],
    ['/repositories/payments-api', 'Source of payments-api'],
    ['/create/tasks/6f0c', 'A creation'],
    ['/catalog/default/component/payments-api', 'as the page said'],
  ])('names %s', (pathname, name) => {
    expect(nameVisit({ pathname, name: 'as the page said' })).toBe(name);
  });
});

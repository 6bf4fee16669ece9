import { sayMinutes } from './sayMinutes';
import { sayOneOf, sayRef } from './sayRef';

describe('words', () => {
  it.each([
    ['user:default/ana.ruiz', 'ana.ruiz'],
    ['group:payments/on-call', 'payments/on-call'],
    ['ana.ruiz', 'ana.ruiz'],
  ])('say who %s is', (ref, name) => {
    expect(sayRef(ref)).toBe(name);
  });

  it('say who may', () => {
    expect(sayOneOf(['group:default/payments', 'group:default/sre'])).toBe(
      'payments or sre',
    );
  });

  it.each([
    [5, '5 min'],
    [60, '1 h'],
    [90, '1 h 30 min'],
    [14 * 24 * 60, '14 d'],
    [24 * 60 + 61, '1 d 1 h 1 min'],
    [0, '0 min'],
  ])('say how long %d minutes are', (minutes, words) => {
    expect(sayMinutes(minutes)).toBe(words);
  });
});

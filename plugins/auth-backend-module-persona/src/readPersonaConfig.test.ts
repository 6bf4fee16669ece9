import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { readPersonaConfig } from './readPersonaConfig';

const ana = {
  user: 'user:default/ana.ruiz',
  title: 'Ana Ruiz',
  note: 'Developer in Payments. Owns payments-api.',
  team: 'Payments',
};

function read(persona: JsonValue | undefined, rest: JsonObject = {}) {
  return readPersonaConfig(
    new ConfigReader({
      app: { baseUrl: 'http://localhost:7007' },
      stagedoor: { mode: 'evaluation' },
      auth: { providers: persona === undefined ? {} : { persona } },
      ...rest,
    }),
  );
}

describe('readPersonaConfig', () => {
  it('reads the people in their order', () => {
    const ben = { user: 'ben.okafor', title: 'Ben Okafor' };
    expect(read({ people: [ana, ben] })).toEqual({
      people: [ana, { ...ben, user: 'user:default/ben.okafor' }],
      hostNames: ['localhost'],
    });
  });

  it('is absent where nothing is configured', () => {
    expect(read(undefined)).toBeUndefined();
    expect(
      read(undefined, { stagedoor: { mode: 'production' } }),
    ).toBeUndefined();
  });

  it.each([
    ['production', { stagedoor: { mode: 'production' } }],
    ['an absent mode', { stagedoor: {} }],
    ['a misspelt mode', { stagedoor: { mode: 'Evaluation' } }],
    ['a mode of another type', { stagedoor: { mode: true } }],
  ])('refuses %s, naming the key to remove', (_, rest) => {
    expect(() => read({ people: [ana] }, rest)).toThrow(
      'auth.providers.persona lets anybody act as the listed people: remove it from the configuration',
    );
  });

  it.each<[string, JsonValue]>([
    ['auth.providers.persona.people: ', {}],
    ['auth.providers.persona: ', 'yes'],
    ['auth.providers.persona: ', { people: [ana], person: [] }],
    ['auth.providers.persona.people: list at least one person', { people: [] }],
    ['auth.providers.persona.people[0].title: ', { people: [{ user: 'a' }] }],
    [
      'auth.providers.persona.people[1].user: ',
      { people: [ana, { user: ' ', title: 'B' }] },
    ],
    [
      "auth.providers.persona.people[1].user: 'group:default/payments' is not a reference to a user",
      { people: [ana, { user: 'group:default/payments', title: 'B' }] },
    ],
    [
      "auth.providers.persona.people[1].user: 'user:default/ana.ruiz' is already listed at people[0]",
      { people: [ana, { user: 'User:Default/Ana.Ruiz', title: 'Again' }] },
    ],
    [
      'auth.providers.persona.people[0]: ',
      { people: [{ ...ana, role: 'admin' }] },
    ],
  ])('refuses a wrong value with %s', (message, persona) => {
    expect(() => read(persona)).toThrow(message);
  });
});

import { readReleasesConfig } from '../config';
import { mockServices } from '@backstage/backend-test-utils';
import { countRequired, Decider, mayDecide } from './mayDecide';
import { isSameRef } from '@stagedoor/catalog-people';

const [policy, free] = readReleasesConfig(
  mockServices.rootConfig({
    data: {
      releases: {
        environments: [
          {
            name: 'production',
            approvals: { count: 2, from: ['owner', 'user:default/eva'] },
          },
          { name: 'dev' },
        ],
      },
    },
  }),
).environments;

const release = {
  requestedBy: 'user:default/ana',
  componentOwner: 'group:default/payments',
  planHash: 'h',
};
const amir: Decider = {
  ref: 'user:default/amir',
  belongsTo: new Set(['user:default/amir', 'group:default/payments']),
  inPerson: true,
  permitted: true,
};

describe('mayDecide', () => {
  it.each<[string, Partial<Decider>, boolean]>([
    ['a colleague of the owner', {}, true],
    [
      'a person who is named',
      { ref: 'user:default/eva', belongsTo: new Set(['user:default/eva']) },
      true,
    ],
    ['the requester', { ref: 'user:default/ana' }, false],
    ['the requester in other letters', { ref: 'User:default/ANA' }, false],
    ['the requester without a namespace', { ref: 'user:ana' }, false],
    ['somebody else', { belongsTo: new Set(['user:default/amir']) }, false],
    ['a service', { inPerson: false }, false],
    ['somebody without the permission', { permitted: false }, false],
  ])('lets %s decide: %#', (_, more, expected) => {
    const verdict = mayDecide(release, policy, { ...amir, ...more });
    expect(verdict.allowed).toBe(expected);
  });
});

it('needs approvals as the policy says, and none for a rollback unless it says so', () => {
  expect(countRequired(policy, 'release')).toBe(2);
  expect(countRequired(policy, 'redeploy')).toBe(2);
  expect(countRequired(policy, 'rollback')).toBe(0);
  expect(countRequired(free, 'release')).toBe(0);
});

it('knows one ref in every spelling', () => {
  expect(isSameRef('user:default/ana', 'USER:Default/Ana')).toBe(true);
  expect(isSameRef('ana', 'user:default/ana')).toBe(true);
  expect(isSameRef('user:default/ana', 'user:default/anna')).toBe(false);
  expect(isSameRef('service:ci', 'service:ci')).toBe(true);
});

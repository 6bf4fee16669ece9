import { findPolicy, joinPolicies } from './joinPolicies';
import { mayReview, Reviewer } from './mayReview';
import { HostPolicy, readAccessConfig } from '../config';
import { PolicyHost } from './PolicyHost';
import { mockServices } from '@backstage/backend-test-utils';

const request = {
  requestedBy: 'user:default/ana',
  rule: { everyOf: [['group:default/payments', 'group:default/sre']] },
};

const dan: Reviewer = {
  ref: 'user:default/dan',
  belongsTo: new Set(['user:default/dan', 'group:default/sre']),
  inPerson: true,
  permitted: true,
};

describe('mayReview', () => {
  it('lets those whom the policy asks', () => {
    expect(mayReview(request, dan)).toEqual({ allowed: true });
  });

  it.each<[string, Partial<Reviewer>, RegExp]>([
    ['the requester', { ref: 'user:default/ana' }, /somebody else/],
    ['the requester in capitals', { ref: 'User:Default/ANA' }, /somebody else/],
    ['the requester, shortened', { ref: 'user:ana' }, /somebody else/],
    ['a service', { inPerson: false }, /in themselves/],
    ['who lacks the permission', { permitted: false }, /roles/],
    [
      'who is not asked',
      { belongsTo: new Set(['group:default/search']) },
      /asks payments or sre/,
    ],
  ])('refuses %s, though everything else is right', (_, change, reason) => {
    expect(mayReview(request, { ...dan, ...change })).toEqual({
      allowed: false,
      reason: expect.stringMatching(reason),
    });
  });

  it('wants somebody who satisfies each of the hosts', () => {
    const both = {
      ...request,
      rule: { everyOf: [['group:default/sre'], ['group:default/data']] },
    };
    expect(mayReview(both, dan)).toMatchObject({ allowed: false });
    const belongsTo = new Set(['group:default/sre', 'group:default/data']);
    expect(mayReview(both, { ...dan, belongsTo })).toEqual({ allowed: true });
  });
});

describe('policies', () => {
  const hostOf = (name: string, environment: string): PolicyHost => ({
    pinned: {
      ref: `resource:default/${name}`,
      name,
      address: `${name}:22`,
      environment,
    },
    owners: ['group:default/payments'],
    components: ['component:default/shop'],
  });
  const read = (policies: object[]): HostPolicy[] =>
    readAccessConfig(
      mockServices.rootConfig({ data: { access: { policies } } }),
    ).policies;
  const base = {
    approvers: ['owner'],
    maxDuration: '8h',
    accounts: ['deploy', 'app'],
  };

  it.each<[string, object, boolean]>([
    ['every host', {}, true],
    ['its environment', { environment: 'production' }, true],
    ['another environment', { environment: 'staging' }, false],
    ['the host, in another spelling', { host: 'PROD-1' }, true],
    ['another host', { host: 'resource:default/prod-2' }, false],
    ['an owner', { owner: 'Group:Default/Payments' }, true],
    ['another owner', { owner: 'group:default/sre' }, false],
    ['a component', { component: 'component:default/shop' }, true],
    [
      'its environment and another component',
      { environment: 'production', component: 'cart' },
      false,
    ],
  ])('match %s', (_, match, isMatch) => {
    const policies = read([{ ...base, match }]);
    const found = findPolicy(policies, hostOf('prod-1', 'production'));
    expect(found).toBe(isMatch ? policies[0] : undefined);
  });

  it('of several hosts are joined to the strictest', () => {
    const [loose, strict] = read([
      { ...base, reason: { shortest: 5 } },
      {
        ...base,
        approvers: ['group:default/sre'],
        count: 2,
        maxDuration: '30m',
        accounts: ['app', 'root'],
        reason: { shortest: 20, hint: 'Name the ticket' },
      },
    ]);
    const { rule } = joinPolicies([
      { host: hostOf('prod-1', 'production'), policy: loose },
      { host: hostOf('prod-2', 'production'), policy: loose },
      { host: hostOf('prod-3', 'production'), policy: strict },
    ]);
    expect(rule).toEqual({
      required: 2,
      everyOf: [['group:default/payments'], ['group:default/sre']],
      escalated: false,
      accounts: ['app'],
      mostMinutes: 30,
      shortestReason: 20,
      reasonHint: 'Name the ticket',
    });
  });

  it.each<[string, object, string]>([
    ['nobody', { approvers: [] }, 'access.policies[0].approvers'],
    ['a component', { approvers: ['component:x/y'] }, 'approvers[0]'],
    ['a long time', { maxDuration: '15d' }, 'access.policies[0].maxDuration'],
    ['an option', { accounts: ['-oProxyCommand=x'] }, 'accounts[0]'],
    ['a broken pattern', { reason: { pattern: '(' } }, 'reason.pattern'],
    ['an unknown key', { approver: ['owner'] }, 'access.policies[0]'],
  ])('with %s stop the start, naming the key', (_, change, key) => {
    expect(() => read([{ ...base, ...change }])).toThrow(key);
  });
});

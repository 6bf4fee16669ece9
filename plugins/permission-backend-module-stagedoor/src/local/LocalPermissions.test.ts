import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { LocalPermissions } from './LocalPermissions';
import { LocalPolicy } from './localPolicyServiceRef';

const allowed = createPermission({ name: 'allowed', attributes: {} });
const denied = createPermission({ name: 'denied', attributes: {} });
const depends = createPermission({
  name: 'depends',
  attributes: { action: 'read' },
  resourceType: 'thing',
});

const conditional: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'things',
  resourceType: 'thing',
  conditions: { rule: 'IS_RED', resourceType: 'thing' },
};
const decisions: Record<string, PolicyDecision> = {
  allowed: { result: AuthorizeResult.ALLOW },
  denied: { result: AuthorizeResult.DENY },
  depends: conditional,
};

/** Over the network nothing is allowed but red things; and every question is written down. */
function createNetwork() {
  const asked: string[] = [];
  const network: PermissionsService = {
    authorize: async requests =>
      requests.map(({ permission, resourceRef }) => {
        asked.push(`${permission.name} ${resourceRef ?? ''}`.trim());
        return {
          result:
            resourceRef === 'red'
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        };
      }),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => {
        asked.push(permission.name);
        return { result: AuthorizeResult.DENY };
      }),
  };
  return { asked, network };
}

function createPermissions(
  policy: LocalPolicy = {
    decider: { decide: async ({ name }) => decisions[name] },
  },
) {
  const { asked, network } = createNetwork();
  const auth = mockServices.auth();
  return {
    asked,
    permissions: new LocalPermissions({ auth, network, policy }),
  };
}

describe('LocalPermissions', () => {
  const credentials = {
    ...mockCredentials.user(),
    expiresAt: new Date(Date.now() + 60_000),
  };

  it('takes decisions about a person from the policy, in the order of the questions', async () => {
    const { asked, permissions } = createPermissions();
    await expect(
      permissions.authorize([{ permission: denied }, { permission: allowed }], {
        credentials,
      }),
    ).resolves.toEqual([{ result: 'DENY' }, { result: 'ALLOW' }]);
    await expect(
      permissions.authorizeConditional([{ permission: depends }], {
        credentials,
      }),
    ).resolves.toEqual([conditional]);
    expect(asked).toEqual([]);
  });

  it('leaves a condition on a resource to whoever has the resource', async () => {
    const { asked, permissions } = createPermissions();
    await expect(
      permissions.authorize(
        [
          { permission: depends, resourceRef: 'blue' },
          { permission: allowed },
          { permission: depends, resourceRef: 'red' },
          { permission: denied },
        ],
        { credentials },
      ),
    ).resolves.toEqual([
      { result: 'DENY' },
      { result: 'ALLOW' },
      { result: 'ALLOW' },
      { result: 'DENY' },
    ]);
    expect(asked).toEqual(['depends blue', 'depends red']);
  });

  it('remembers nothing: who loses a right has lost it', async () => {
    const policy: LocalPolicy = {
      decider: { decide: async () => ({ result: AuthorizeResult.ALLOW }) },
    };
    const { permissions } = createPermissions(policy);
    const ask = () =>
      permissions.authorize([{ permission: allowed }], { credentials });
    await expect(ask()).resolves.toEqual([{ result: 'ALLOW' }]);
    policy.decider = {
      decide: async () => ({ result: AuthorizeResult.DENY }),
    };
    await expect(ask()).resolves.toEqual([{ result: 'DENY' }]);
  });

  it('does not take an answer for a policy that fails', async () => {
    const { asked, permissions } = createPermissions({
      decider: {
        decide: async () => {
          throw new Error('the catalog does not answer');
        },
      },
    });
    await expect(
      permissions.authorize([{ permission: allowed }], { credentials }),
    ).rejects.toThrow('the catalog does not answer');
    expect(asked).toEqual([]);
  });

  it.each<[string, BackstageCredentials, LocalPolicy | undefined]>([
    ['services', mockCredentials.service(), undefined],
    ['nobody in particular', mockCredentials.none(), undefined],
    [
      'a person whose sign-in has run out',
      { ...mockCredentials.user(), expiresAt: new Date(Date.now() - 1) },
      undefined,
    ],
    [
      'a person whose credentials were stored, as for a task of the scaffolder',
      JSON.parse(
        JSON.stringify({
          ...mockCredentials.user(),
          expiresAt: new Date(Date.now() + 60_000),
        }),
      ),
      undefined,
    ],
    ['anybody while there is no policy', mockCredentials.user(), {}],
  ])('leaves %s to the network', async (_, who, policy) => {
    const { asked, permissions } = createPermissions(policy);
    await expect(
      permissions.authorize([{ permission: allowed }], { credentials: who }),
    ).resolves.toEqual([{ result: 'DENY' }]);
    await expect(
      permissions.authorizeConditional([{ permission: depends }], {
        credentials: who,
      }),
    ).resolves.toEqual([{ result: 'DENY' }]);
    expect(asked).toEqual(['allowed', 'depends']);
  });
});

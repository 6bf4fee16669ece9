import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createPermission } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GroupPaths } from '../membership/GroupPaths';
import { RoleHoldings } from '../membership/RoleHoldings';
import { PermissionTable } from '../table/PermissionTable';
import { RolePolicy } from './RolePolicy';

function createPolicy() {
  const auth = mockServices.auth();
  const logger = mockServices.logger.mock();
  const policy = new RolePolicy({
    table: new PermissionTable(),
    auth,
    logger,
    holdings: new RoleHoldings({
      assignments: [{ role: 'platform-engineer', members: ['*'] }],
      groupPaths: new GroupPaths({
        catalog: catalogServiceMock(),
        auth,
      }),
    }),
  });
  return { policy, logger };
}

const user = {
  credentials: mockCredentials.user(),
  info: { userEntityRef: 'user:default/mock', ownershipEntityRefs: [] },
};

describe('RolePolicy', () => {
  it('says once how to declare a permission that it denies to everyone', async () => {
    const { policy, logger } = createPolicy();
    const permission = createPermission({ name: 'a.b.c', attributes: {} });
    await expect(policy.handle({ permission }, user)).resolves.toEqual({
      result: 'DENY',
    });
    await policy.handle({ permission }, user);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/"a\.b\.c".*rolesExtensionPoint/),
    );
  });

  it('does not let made-up names fill the log or the memory', async () => {
    const { policy, logger } = createPolicy();
    for (let index = 0; index < 600; index += 1) {
      const name = `made-up-${index}\nforged line`;
      await policy.handle(
        { permission: createPermission({ name, attributes: {} }) },
        user,
      );
    }
    expect(logger.warn).toHaveBeenCalledTimes(500);
    expect(logger.warn.mock.calls.join('')).not.toContain('\n');
  });
});

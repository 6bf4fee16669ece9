import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';

/** Guards everything that is asked before a template runs. Who may run none has no use for the answers. */
export async function assertMayRunTemplates(
  credentials: BackstageCredentials,
  permissions: PermissionsService,
): Promise<void> {
  const [decision] = await permissions.authorize(
    [{ permission: taskCreatePermission }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You may not run templates; it takes the permission ${taskCreatePermission.name}`,
    );
  }
}

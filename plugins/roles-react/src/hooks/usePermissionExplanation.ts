import { useApi } from '@backstage/frontend-plugin-api';
import { Permission } from '@backstage/plugin-permission-common';
import { Explanation } from '@stagedoor/plugin-roles-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { ExplanationBatcher } from '../api/ExplanationBatcher';
import { rolesApiRef } from '../api/rolesApiRef';

/**
 * Whether the signed-in person may do something, and why. Not allowed until the answer is there.
 *
 * @public
 */
export type PermissionExplanation =
  | { status: 'loading'; allowed: false }
  | { status: 'failed'; allowed: false; error: Error; retry(): void }
  | { status: 'decided'; allowed: boolean; explanation: Explanation };

/**
 * Asks whether the signed-in person may do something, and why. The backend checks again when it is done; this is for
 * showing what would happen.
 *
 * @public
 */
export function usePermissionExplanation(
  permission: Pick<Permission, 'name'>,
  resourceRef?: string,
): PermissionExplanation {
  const rolesApi = useApi(rolesApiRef);
  const { value, error, retry } = useAsyncRetry(
    () =>
      ExplanationBatcher.of(rolesApi).explain({
        permission: permission.name,
        ...(resourceRef === undefined ? {} : { resourceRef }),
      }),
    [rolesApi, permission.name, resourceRef],
  );
  if (error) {
    return { status: 'failed', allowed: false, error, retry };
  }
  // While another question is being asked, the answer to the last one is still around.
  const isCurrent =
    value?.permission === permission.name && value.resourceRef === resourceRef;
  return value && isCurrent
    ? {
        status: 'decided',
        allowed: value.decision === 'allowed',
        explanation: value,
      }
    : { status: 'loading', allowed: false };
}

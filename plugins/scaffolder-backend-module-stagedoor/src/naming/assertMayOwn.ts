import {
  BackstageCredentials,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';

/**
 * Lets a person give a service only to a group that the person belongs to. The form offers no other, but a request need
 * not come from the form.
 */
export async function assertMayOwn(
  owner: string,
  options: { credentials: BackstageCredentials; userInfo: UserInfoService },
): Promise<void> {
  const ownerRef = readGroupRef(owner);
  const groups = await readGroups(options);
  if (groups.includes(ownerRef)) {
    return;
  }
  throw new NotAllowedError(
    groups.length === 0
      ? `You belong to no group, so you cannot create a service for ${ownerRef}. Ask whoever keeps the organisation's groups to add you.`
      : `You do not belong to ${ownerRef}. You can create a service for ${groups.join(' or ')}.`,
  );
}

function readGroupRef(owner: string): string {
  const { kind, namespace, name } = parseEntityRef(owner, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
  const ref = stringifyEntityRef({ kind, namespace, name });
  if (!ref.startsWith('group:')) {
    throw new InputError(
      `The owner of a service is a group, and '${ref}' is not one`,
    );
  }
  return ref;
}

async function readGroups(options: {
  credentials: BackstageCredentials;
  userInfo: UserInfoService;
}): Promise<string[]> {
  const { principal } = options.credentials;
  if ((principal as { type?: string } | undefined)?.type !== 'user') {
    throw new NotAllowedError(
      'Only a person can create a service, because its owner must be a group of that person',
    );
  }
  const { ownershipEntityRefs } = await options.userInfo.getUserInfo(
    options.credentials,
  );
  return ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
}

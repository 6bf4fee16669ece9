import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of releases in conditions. @public */
export const RESOURCE_TYPE_RELEASE = 'release';

/** See releases, their logs and what runs where. @public */
export const releaseReadPermission = createPermission({
  name: 'releases.release.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_RELEASE,
});

/** Ask for a release, a redeploy or a retry. Decided for the component. @public */
export const releaseCreatePermission = createPermission({
  name: 'releases.release.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Ask for a rollback. Decided for the component. @public */
export const releaseRollBackPermission = createPermission({
  name: 'releases.release.roll-back',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Cancel a release. Decided for the component. @public */
export const releaseCancelPermission = createPermission({
  name: 'releases.release.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
});

/** Be an approver at all; whom a release needs is for the policy of its environment. @public */
export const releaseApprovePermission = createPermission({
  name: 'releases.release.approve',
  attributes: { action: 'update' },
});

/** @public */
export const releasesPermissions = [
  releaseReadPermission,
  releaseCreatePermission,
  releaseRollBackPermission,
  releaseCancelPermission,
  releaseApprovePermission,
];

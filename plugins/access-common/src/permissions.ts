import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of requests, grants and sessions in conditions. @public */
export const RESOURCE_TYPE_ACCESS = 'access';

/** See requests and grants: one's own, those one may review, those for what one owns. @public */
export const accessReadPermission = createPermission({
  name: 'access.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ACCESS,
});

/** Ask for access to hosts. @public */
export const accessRequestPermission = createPermission({
  name: 'access.request.create',
  attributes: { action: 'create' },
});

/** Be a reviewer at all; whom a request needs is for the policy. @public */
export const accessReviewPermission = createPermission({
  name: 'access.request.review',
  attributes: { action: 'update' },
});

/** Take a grant away, or end a session. @public */
export const accessRevokePermission = createPermission({
  name: 'access.grant.revoke',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_ACCESS,
});

/** Replay the recording of a session. Every replay is audited. @public */
export const accessReplayPermission = createPermission({
  name: 'access.recording.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ACCESS,
});

/** See who has access to what, over all hosts. @public */
export const accessHoldersPermission = createPermission({
  name: 'access.holders.read',
  attributes: { action: 'read' },
});

/** @public */
export const accessPermissions = [
  accessReadPermission,
  accessRequestPermission,
  accessReviewPermission,
  accessRevokePermission,
  accessReplayPermission,
  accessHoldersPermission,
];

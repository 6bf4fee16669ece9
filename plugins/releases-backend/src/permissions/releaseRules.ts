import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_RELEASE } from '@stagedoor/plugin-releases-common';
import { z } from 'zod';
import { ReleaseCondition } from '../store/releaseConditions';

/** What rules know about a release, or about a component whose releases are asked for. */
export interface GuardedRelease {
  componentOwner: string;
  /** Absent for a component. */
  requestedBy?: string;
}

export const releaseResourceRef = createPermissionResourceRef<
  GuardedRelease,
  ReleaseCondition
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_RELEASE });

const isOwnedBy = createPermissionRule({
  name: 'isOwnedBy',
  description: 'Allow releases of components that one of the claims owns',
  resourceRef: releaseResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: ({ componentOwner }, { claims }) => claims.includes(componentOwner),
  toQuery: ({ claims }) => ({ column: 'component_owner', values: claims }),
});

const isRequestedBy = createPermissionRule({
  name: 'isRequestedBy',
  description: 'Allow releases that one of these people asked for',
  resourceRef: releaseResourceRef,
  paramsSchema: z.object({
    userRefs: z.array(z.string()).describe('Entity refs of users'),
  }),
  apply: ({ requestedBy }, { userRefs }) =>
    requestedBy !== undefined && userRefs.includes(requestedBy),
  toQuery: ({ userRefs }) => ({ column: 'requested_by', values: userRefs }),
});

/** With which a policy can show some releases and hide others. */
export const releaseRules = [isOwnedBy, isRequestedBy];

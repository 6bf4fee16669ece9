import {
  createConditionFactory,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ACCESS } from '@stagedoor/plugin-access-common';
import { z } from 'zod';

/** What rules know about a request, a grant or a session. */
export interface GuardedAccess {
  /** Who asked, or who holds it. */
  holder: string;
  /** Who owns the hosts, and the services on them. */
  owners: readonly string[];
  /** Whom the policy asks to review it. Nobody for a session. */
  reviewers: readonly string[];
}

/** What a rule asks of a row. */
export interface AccessCondition {
  about: keyof GuardedAccess;
  values: readonly string[];
}

export const accessResourceRef = createPermissionResourceRef<
  GuardedAccess,
  AccessCondition
>().with({ pluginId: 'access', resourceType: RESOURCE_TYPE_ACCESS });

const claims = z.object({
  claims: z.array(z.string()).describe('Entity refs of users and groups'),
});

const isHeldBy = createPermissionRule({
  name: 'isHeldBy',
  description: 'Allow what one of these people asked for or holds',
  resourceRef: accessResourceRef,
  paramsSchema: claims,
  apply: ({ holder }, params) => params.claims.includes(holder),
  toQuery: params => ({ about: 'holder', values: params.claims }),
});

const isOnHostOf = createPermissionRule({
  name: 'isOnHostOf',
  description: 'Allow what is about hosts that one of the claims owns',
  resourceRef: accessResourceRef,
  paramsSchema: claims,
  apply: ({ owners }, params) =>
    owners.some(owner => params.claims.includes(owner)),
  toQuery: params => ({ about: 'owners', values: params.claims }),
});

const isReviewedBy = createPermissionRule({
  name: 'isReviewedBy',
  description: 'Allow what the policy asks one of the claims to review',
  resourceRef: accessResourceRef,
  paramsSchema: claims,
  apply: ({ reviewers }, params) =>
    reviewers.some(reviewer => params.claims.includes(reviewer)),
  toQuery: params => ({ about: 'reviewers', values: params.claims }),
});

/** With which a policy can show some requests, grants and sessions and hide others. */
export const accessRules = [isHeldBy, isOnHostOf, isReviewedBy];

/** The same, for whoever writes a policy. */
export const accessRuleConditions = {
  isHeldBy: createConditionFactory(isHeldBy),
  isOnHostOf: createConditionFactory(isOnHostOf),
  isReviewedBy: createConditionFactory(isReviewedBy),
};

import {
  BackstageCredentials,
  BackstageUserPrincipal,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

/** Decides what a person may do. */
export interface Decider {
  decide(
    permission: Permission,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<PolicyDecision>;
}

/** The policy that decides in this process. There is none until the permission plugin has started, or if it runs elsewhere. */
export interface LocalPolicy {
  decider?: Decider;
}

/** Where the permission plugin leaves its policy for the other plugins of its process. */
export const localPolicyServiceRef = createServiceRef<LocalPolicy>({
  id: 'stagedoor.localPolicy',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({ service, deps: {}, factory: () => ({}) }),
});

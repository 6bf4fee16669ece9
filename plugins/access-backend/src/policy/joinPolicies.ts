import { HostPolicy } from '../config';
import { PolicyHost } from './PolicyHost';
import { StoredRule } from './StoredRule';

/** What all policies of some hosts ask together, before anybody has looked whether there are people who could. */
export interface JoinedPolicies {
  rule: StoredRule;
  reasons: HostPolicy['reason'][];
}

/** The first policy that is about a host. */
export function findPolicy(
  policies: readonly HostPolicy[],
  { pinned, owners, components }: PolicyHost,
): HostPolicy | undefined {
  return policies.find(({ match }) => {
    const { environment, host, owner, component } = match;
    return (
      (environment === undefined || environment === pinned.environment) &&
      (host === undefined || host === pinned.ref) &&
      (owner === undefined || owners.includes(owner)) &&
      (component === undefined || components.includes(component))
    );
  });
}

/** Joins the policies of several hosts to the strictest of them. */
export function joinPolicies(
  hosts: ReadonlyArray<{ host: PolicyHost; policy: HostPolicy }>,
): JoinedPolicies {
  const policies = [...new Set(hosts.map(({ policy }) => policy))];
  const asked = hosts.map(({ host, policy }) =>
    [
      ...new Set(
        policy.approvers.flatMap(ref =>
          ref === 'owner' ? host.owners : [ref],
        ),
      ),
    ].sort(),
  );
  const different = new Map(asked.map(refs => [refs.join(' '), refs]));
  const [first, ...others] = policies;
  return {
    rule: {
      required: Math.max(...policies.map(({ count }) => count)),
      everyOf: [...different.values()],
      escalated: false,
      accounts: first.accounts.filter(account =>
        others.every(({ accounts }) => accounts.includes(account)),
      ),
      mostMinutes: Math.floor(
        Math.min(...policies.map(({ maxDuration }) => maxDuration)) / 60_000,
      ),
      shortestReason: Math.max(
        ...policies.map(({ reason }) => reason.shortest),
      ),
      reasonHint:
        policies.flatMap(({ reason }) => reason.hint ?? []).join('; ') ||
        undefined,
    },
    reasons: policies.map(({ reason }) => reason),
  };
}

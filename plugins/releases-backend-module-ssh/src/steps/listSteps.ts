import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';
import { PlannedStep } from '@stagedoor/plugin-releases-node';

const namedHosts = 4;

/** Whether the bytes of a release are to be made, or are there already. */
export function needsBuild(
  plan: Pick<ReleasePlan, 'kind' | 'package'>,
): boolean {
  return plan.kind === 'release' && plan.package === undefined;
}

/** The hosts of a release by batches. */
export function groupBatches(hosts: readonly PlannedHost[]): PlannedHost[][] {
  const numbers = [...new Set(hosts.map(({ batch }) => batch))].sort(
    (a, b) => a - b,
  );
  return numbers.map(number => hosts.filter(({ batch }) => batch === number));
}

/** The steps of a release in their order. The same plan always has the same steps. */
export function listSteps(plan: ReleasePlan): PlannedStep[] {
  const { hooks } = plan.target;
  const batches = groupBatches(plan.hosts);
  const [first] = plan.hosts;
  return [
    ...(needsBuild(plan)
      ? [
          { key: 'check-out', title: 'Check out' },
          ...(plan.build.run.length > 0
            ? [{ key: 'build', title: 'Build' }]
            : []),
          { key: 'package', title: 'Package' },
        ]
      : [{ key: 'find', title: 'Find what was built' }]),
    ...(hooks.beforeAll.length > 0
      ? [{ key: 'before-all', title: `Before all hosts: ${first.name}` }]
      : []),
    ...batches.map((hosts, index) => ({
      key: `batch-${index + 1}`,
      title: `${nameBatch(batches, index)}: ${nameHosts(hosts)}`,
    })),
    ...(hooks.afterAll.length > 0
      ? [{ key: 'after-all', title: `After all hosts: ${first.name}` }]
      : []),
    { key: 'clean-up', title: 'Clean up' },
  ];
}

/** What people call a batch: the usual three have names. */
function nameBatch(
  batches: readonly (readonly PlannedHost[])[],
  index: number,
): string {
  if (batches.length === 1) {
    return 'All';
  }
  if (batches.length === 3 && batches[0].length === 1) {
    return ['Canary', 'Half', 'All'][index];
  }
  return `Batch ${index + 1} of ${batches.length}`;
}

function nameHosts(hosts: readonly PlannedHost[]): string {
  const names = hosts.map(({ name }) => name);
  return names.length <= namedHosts
    ? names.join(', ')
    : `${names.slice(0, namedHosts - 1).join(', ')} and ${names.length - namedHosts + 1} more`;
}

/** What happens to the hosts when a release fails, in words. */
export function describeFailure(plan: ReleasePlan): string {
  return plan.target.onFailure === 'halt'
    ? 'If a host fails, the release stops there: every host keeps the version that it runs then.'
    : 'If a host fails, every host that was switched goes back to the version that it ran before, once. If only contact with a host is lost, the release stops, and hosts that were verified keep the new version.';
}

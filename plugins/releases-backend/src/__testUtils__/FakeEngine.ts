import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  PlannedStep,
  ReleaseEngine,
  ReleaseFailure,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';

/** An engine whose hosts are the platform's own tables: what it says it does is done. */
export class FakeEngine implements ReleaseEngine {
  readonly id = 'ssh';
  /** Labels of versions whose first host fails. */
  readonly broken = new Set<string>();
  /** How many steps it carried out, by release. */
  readonly acts: string[] = [];

  listSteps(plan: ReleasePlan): PlannedStep[] {
    const batches = [...new Set(plan.hosts.map(({ batch }) => batch))];
    return [
      { key: 'build', title: 'Build' },
      ...batches.map(batch => ({
        key: `batch-${batch}`,
        title: `Batch ${batch}`,
      })),
    ];
  }

  describeFailure(): string {
    return 'Hosts that were switched go back to what they ran before.';
  }

  async execute(step: PlannedStep, context: StepContext): Promise<StepResult> {
    this.acts.push(`${context.release} ${step.key}`);
    const { plan, hosts, packages, release } = context;
    context.log.note(`${step.title} of ${plan.version.commit}`);
    if (step.key === 'build') {
      const digest = plan.package?.digest ?? `digest-of-${plan.version.commit}`;
      await packages.record(`key-${digest}`, { digest, bytes: 10 });
      return {};
    }
    for (const { ref } of plan.hosts.filter(
      ({ batch }) => step.key === `batch-${batch}`,
    )) {
      if (this.broken.has(plan.version.label ?? '')) {
        await hosts.record(ref, { state: 'failed', message: 'said no' });
        throw new ReleaseFailure(`${ref} said no`);
      }
      await hosts.record(ref, { state: 'switching' });
      await hosts.record(ref, {
        state: 'verified',
        runs: { release, version: plan.version },
        kept: [release],
      });
    }
    return {};
  }

  async undo(): Promise<undefined> {
    return undefined;
  }

  async inspect(target: Pick<ReleasePlan, 'hosts'>) {
    return target.hosts.map(({ ref, name }) => ({
      ref,
      name,
      checks: [
        { name: 'login', state: 'passed' as const, detail: 'signed in' },
      ],
    }));
  }

  async removePackages(): Promise<void> {}
}

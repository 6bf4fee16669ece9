import { Preview } from '@stagedoor/plugin-releases-common';
import { Asker } from '../permissions/Asker';
import { sayMissing } from '../permissions/Asker';
import { findCommonVersion } from '../pipelines/findRollBackTargets';
import { ApprovalPolicy } from '../policy/ApprovalPolicy';
import { countRequired, listAsked } from '../policy/mayDecide';
import { ReleaseReader } from '../store/ReleaseReader';
import { PlannedRelease } from './ReleasePlanner';
import { VersionSourceReader } from './VersionSourceReader';

/** Says what a release would do, and what stands against it. */
export class PreviewWriter {
  readonly #approvals: ApprovalPolicy;
  readonly #reader: ReleaseReader;
  readonly #versions: VersionSourceReader;

  constructor(options: {
    approvals: ApprovalPolicy;
    reader: ReleaseReader;
    versions: VersionSourceReader;
  }) {
    this.#approvals = options.approvals;
    this.#reader = options.reader;
    this.#versions = options.versions;
  }

  async write(planned: PlannedRelease, asker: Asker): Promise<Preview> {
    const { plan, live, engine } = planned;
    const hostRefs = plan.hosts.map(({ ref }) => ref);
    const runs = new Map(live.map(host => [host.ref, host.version]));
    const before =
      findCommonVersion(live, hostRefs) ??
      hostRefs.map(ref => runs.get(ref)).find(Boolean);
    const [changes, busy, taken, rule] = await Promise.all([
      this.#versions.compare(planned.source, before, plan.version),
      this.#describeBusy(planned),
      this.#reader.explainTaken(plan, planned.policy.whenBusy),
      this.#describeRule(planned, asker),
    ]);
    return {
      kind: plan.kind,
      version: plan.version,
      environment: plan.environment,
      planHash: planned.planHash,
      hosts: plan.hosts.map(host => ({ ...host, runs: runs.get(host.ref) })),
      steps: engine?.listSteps(plan).map(({ title }) => title) ?? [],
      changes,
      approvalRule: rule,
      busy,
      ifItFails: engine?.describeFailure(plan) ?? '',
      blockers: [
        ...(await this.#listRightBlockers(planned, asker)),
        ...(await this.listBlockers(planned, asker)),
        ...(taken === undefined ? [] : [taken]),
      ],
    };
  }

  /** What stands against a release, whoever asks for it. */
  async listBlockers(planned: PlannedRelease, asker: Asker): Promise<string[]> {
    const { plan, policy, component } = planned;
    const required = countRequired(policy, plan.kind);
    if (required === 0) {
      return planned.blockers;
    }
    const people = await this.#listApprovers(planned, asker);
    const asked = listAsked(policy, component.owner).join(' or ');
    return people.length >= required
      ? planned.blockers
      : [
          ...planned.blockers,
          `Nobody could approve it: ${policy.title} asks for ${required} of ${asked}, and beside you there ${people.length === 1 ? 'is only one' : `are ${people.length}`}`,
        ];
  }

  async #listRightBlockers(
    { plan, component }: PlannedRelease,
    asker: Asker,
  ): Promise<string[]> {
    const right = plan.kind === 'rollback' ? 'rollBack' : 'create';
    const rights = await asker.rightsOn(component.ref);
    return rights[right] ? [] : [sayMissing(right, component.ref)];
  }

  async #describeRule(
    planned: PlannedRelease,
    asker: Asker,
  ): Promise<Preview['approvalRule']> {
    const { policy, plan } = planned;
    const required = countRequired(policy, plan.kind);
    return required === 0
      ? undefined
      : {
          required,
          given: 0,
          from: policy.approvals?.from ?? [],
          people: await this.#listApprovers(planned, asker),
        };
  }

  #listApprovers(planned: PlannedRelease, asker: Asker): Promise<string[]> {
    return this.#approvals.listApprovers(
      {
        requestedBy: asker.ref,
        componentOwner: planned.component.owner,
        planHash: planned.planHash,
      },
      planned.policy,
    );
  }

  async #describeBusy({
    component,
    policy,
  }: PlannedRelease): Promise<Preview['busy']> {
    const open = (await this.#reader.listOpen(component.ref)).filter(
      ({ environment }) => environment === policy.name,
    );
    const holder =
      open.find(({ state }) => state !== 'awaiting_approval') ?? open.at(0);
    if (!holder) {
      return undefined;
    }
    const release = holder.id;
    if (policy.whenBusy === 'refuse') {
      return {
        release,
        then: `It is refused while #${release} is not done`,
      };
    }
    if (policy.whenBusy === 'supersede' && holder.state !== 'running') {
      return { release, then: `#${release} is cancelled in its favour` };
    }
    if (holder.state === 'awaiting_approval') {
      return {
        release,
        then: `#${release} waits for approval; once this one reaches the hosts, #${release} cannot be released any more`,
      };
    }
    return { release, then: `It waits until #${release} is done` };
  }
}

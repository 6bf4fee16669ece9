import {
  ApprovalRule,
  Approval,
  Release,
  releaseLifecycle,
  ReleaseSummary,
} from '@stagedoor/plugin-releases-common';
import { ReleaseEngine } from '@stagedoor/plugin-releases-node';
import { EnvironmentPolicy, ReleasesConfig } from '../config';
import { Asker } from '../permissions/Asker';
import {
  findCommonVersion,
  findRollBackTargets,
} from '../pipelines/findRollBackTargets';
import { ApprovalPolicy, countGiven } from '../policy/ApprovalPolicy';
import { allowed, countRequired, refused } from '../policy/mayDecide';
import { LiveHost, LiveVersions } from '../store/LiveVersions';
import { ReleaseDetails, ReleaseReader } from '../store/ReleaseReader';
import { StoredRelease } from '../store/rows';
import { explainActions, explainDecide } from './explainActions';

/** Says about a release what somebody may know, and what they may do. */
export class ReleaseDescriber {
  readonly #approvals: ApprovalPolicy;
  readonly #engines: ReadonlyMap<string, ReleaseEngine>;
  readonly #live: LiveVersions;
  readonly #policies: ReadonlyMap<string, EnvironmentPolicy>;
  readonly #reader: ReleaseReader;

  constructor(options: {
    approvals: ApprovalPolicy;
    config: ReleasesConfig;
    engines: ReadonlyMap<string, ReleaseEngine>;
    live: LiveVersions;
    reader: ReleaseReader;
  }) {
    this.#approvals = options.approvals;
    this.#engines = options.engines;
    this.#live = options.live;
    this.#reader = options.reader;
    this.#policies = new Map(
      options.config.environments.map(policy => [policy.name, policy]),
    );
  }

  /** One line of a list. */
  async summarize(
    release: StoredRelease,
    asker: Asker,
  ): Promise<ReleaseSummary> {
    return {
      id: release.id,
      component: release.component,
      environment: release.environment,
      environmentTitle:
        this.#policies.get(release.environment)?.title ?? release.environment,
      kind: release.kind,
      version: release.version,
      state: release.state,
      requestedBy: release.requestedBy,
      requestedAt: release.requestedAt,
      startedAt: release.startedAt,
      finishedAt: release.finishedAt,
      outcome: release.outcome,
      currentStep: release.currentStep,
      hosts: release.hosts,
      cancelRequested: release.cancelRequested,
      waitsForMe: await this.#waitsFor(release, asker),
    };
  }

  /** Everything about a release but its log. */
  async describe(release: StoredRelease, asker: Asker): Promise<Release> {
    const { component, environment } = release;
    const [details, live, past, open, summary, overtakenBy] = await Promise.all(
      [
        this.#reader.readDetails(release.id),
        this.#live.list(component, environment),
        this.#live.listPast(component, environment),
        this.#reader.listOpen(component),
        this.summarize(release, asker),
        this.#reader.findOvertaker(release.id),
      ],
    );
    if (!details) {
      throw new Error(`Release #${release.id} has no plan. This is a bug.`);
    }
    const { plan } = details;
    const engine = this.#engines.get(plan.engine);
    const approvals = await this.#judge(release, details);
    const hostRefs = plan.hosts.map(({ ref }) => ref);
    const running = findCommonVersion(live, hostRefs);
    const rollBackTo = findRollBackTargets(past, live, hostRefs).at(0)?.version;
    const holder = open.find(
      other => other.environment === environment && other.id !== release.id,
    );
    return {
      ...summary,
      plan,
      planHash: release.planHash,
      reason: release.reason,
      retryOf: release.retryOf,
      steps:
        details.steps.length > 0
          ? details.steps
          : (engine?.listSteps(plan) ?? []).map(step => ({
              ...step,
              state: 'waiting' as const,
              attempt: 0,
            })),
      hostResults: details.hosts,
      approvals,
      approvalRule: await this.#describeRule(release, approvals),
      timeline: details.timeline,
      waitsFor:
        release.state === 'queued' &&
        (holder?.state === 'running' || (holder && holder.id < release.id))
          ? holder.id
          : undefined,
      ifItFails: engine?.describeFailure(plan) ?? '',
      rollBackTo,
      actions: explainActions({
        release,
        policy: this.#policies.get(environment),
        rights: await asker.rightsOn(component),
        decider:
          release.state === 'awaiting_approval'
            ? await asker.asDecider()
            : undefined,
        overtakenBy,
        lacking: listLacking(release, details, live),
        running,
        rollBackTo,
        now: Date.now(),
      }),
    };
  }

  async #waitsFor(release: StoredRelease, asker: Asker): Promise<boolean> {
    return (
      release.state === 'awaiting_approval' &&
      explainDecide({
        release,
        policy: this.#policies.get(release.environment),
        decider: await asker.asDecider(),
        now: Date.now(),
      }).allowed
    );
  }

  /** What has begun is not judged anew: who leaves a team later has still approved. */
  async #judge(
    release: StoredRelease,
    { approvals }: ReleaseDetails,
  ): Promise<Approval[]> {
    const isPending = ['awaiting_approval', 'queued'].includes(release.state);
    return isPending
      ? this.#approvals.judge(release, approvals)
      : approvals.map(({ planHash: _, voidReason, ...approval }) => ({
          ...approval,
          counts: voidReason === undefined ? allowed : refused(voidReason),
        }));
  }

  async #describeRule(
    release: StoredRelease,
    approvals: readonly Approval[],
  ): Promise<ApprovalRule | undefined> {
    const policy = this.#policies.get(release.environment);
    const required = policy ? countRequired(policy, release.kind) : 0;
    if (!policy || required === 0) {
      return undefined;
    }
    const isWaiting = release.state === 'awaiting_approval';
    return {
      required,
      given: countGiven(approvals),
      from: policy.approvals?.from ?? [],
      people: isWaiting
        ? await this.#approvals.listApprovers(release, policy)
        : [],
      expiresAt: isWaiting ? release.expiresAt : undefined,
    };
  }
}

/** The hosts of a release that do not run its version, as far as is known for certain. */
export function listLacking(
  release: StoredRelease,
  details: Pick<ReleaseDetails, 'hosts'>,
  live: readonly LiveHost[],
): string[] {
  if (!releaseLifecycle.isTerminal(release.state)) {
    return [];
  }
  return details.hosts
    .filter(host => {
      const now = live.find(({ ref }) => ref === host.ref);
      const runsIt =
        now?.certain && now.version?.commit === release.version.commit;
      return host.state !== 'verified' || !runsIt;
    })
    .map(({ ref }) => ref);
}

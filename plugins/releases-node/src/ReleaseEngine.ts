import { Inspection, ReleasePlan } from '@stagedoor/plugin-releases-common';
import { StepContext } from './StepContext';

/** A step of a release, as planned. @public */
export interface PlannedStep {
  /** Unique in the release and stable: `build`, `batch-2`. Lower-case letters, digits and dashes. */
  key: string;
  /** What people read: "Half: prod-2". */
  title: string;
}

/** How a step ended well. @public */
export interface StepResult {
  /** A fact worth showing: "18.4 MB". */
  detail?: string;
}

/** A host, and how it is reached. @public */
export type EngineTarget = Pick<
  ReleasePlan,
  'component' | 'environment' | 'target' | 'hosts'
>;

/**
 * Carries releases out. The releases plugin decides when: it holds the lease, keeps the truth in its tables, and calls
 * one step after the other. An engine acts on the outside and must bear being called again for a step whose end was
 * not recorded.
 *
 * Errors say how a step ended: a {@link ReleaseFailure} means that the world said no (a build, a hook, a verification);
 * the reason of an aborted signal means that somebody said stop; anything else means that the platform broke.
 *
 * @public
 */
export interface ReleaseEngine {
  /** As written under `engine` in a pipeline. */
  readonly id: string;

  /**
   * Lists the steps of a release in their order. Pure: the same plan always has the same steps.
   */
  listSteps(plan: ReleasePlan): PlannedStep[];

  /** Says in one or two sentences what happens to the hosts when the release fails. Pure. */
  describeFailure(plan: ReleasePlan): string;

  /**
   * Carries out one step. With `context.attempt > 1` it was begun before, perhaps by a worker that died after acting
   * and before recording: look at the outside first, and never repeat what is done.
   */
  execute(step: PlannedStep, context: StepContext): Promise<StepResult>;

  /**
   * Called after a step failed or was cancelled, at most once successfully: puts each host that this release has
   * switched and not verified, or on failure each host that it has switched, back to its own previous version, and
   * records the result of each host. Never throws for a host that cannot be put back: it records `rollback_failed`. Of
   * hosts that were not switched the platform says so itself.
   *
   * @returns what was done, in one sentence; undefined if there was nothing to do
   */
  undo(
    cause: 'failed' | 'errored' | 'cancelled',
    context: StepContext,
  ): Promise<string | undefined>;

  /** Checks whether hosts are ready: reachability, login, disk, permissions, sanity of links. Changes nothing. */
  inspect(
    target: EngineTarget,
    options: { signal: AbortSignal },
  ): Promise<Inspection['hosts']>;

  /** Forgets packages that no release needs any more. */
  removePackages(digests: readonly string[]): Promise<void>;
}

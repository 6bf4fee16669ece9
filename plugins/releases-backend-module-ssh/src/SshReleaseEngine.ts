import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { Inspection, ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  EngineTarget,
  PlannedStep,
  ReleaseEngine,
  ReleaseSources,
  StepContext,
  StepResult,
} from '@stagedoor/plugin-releases-node';
import { SshEngineConfig } from './config';
import { HostCredentials } from './hosts/HostCredentials';
import { HostConnections } from './hosts/HostConnections';
import { readHostProgram } from './hosts/readHostProgram';
import { FolderArtifactStore } from './packages/FolderArtifactStore';
import {
  openWorkspace,
  runBuildStep,
  runCheckOut,
  runPackage,
} from './steps/buildSteps';
import { cleanUp } from './steps/cleanUp';
import { EngineParts } from './steps/EngineParts';
import { recordFailure, wasOnlyContactLost } from './steps/failureFact';
import { findBuilt } from './steps/findBuilt';
import { inspectHosts } from './steps/inspectHosts';
import { describeFailure, groupBatches, listSteps } from './steps/listSteps';
import { releaseBatch } from './steps/releaseBatch';
import { runOnce } from './steps/runOnce';
import { undoRelease } from './steps/undoRelease';

/**
 * The built-in engine: builds here, and puts versions on hosts over SSH, each into a folder of its own with a link to
 * the one that is live.
 */
export class SshReleaseEngine implements ReleaseEngine {
  readonly id = 'ssh';
  readonly #parts: EngineParts;

  static create(options: {
    config: SshEngineConfig;
    sources: ReleaseSources;
    credentials: HostCredentials;
  }): SshReleaseEngine {
    const { config, sources } = options;
    return new SshReleaseEngine({
      config,
      sources,
      connections: new HostConnections({
        config,
        credentials: options.credentials,
        program: readHostProgram(),
      }),
      store: new FolderArtifactStore(join(config.dataDirectory, 'packages')),
    });
  }

  private constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  listSteps(plan: ReleasePlan): PlannedStep[] {
    return listSteps(plan);
  }

  describeFailure(plan: ReleasePlan): string {
    return describeFailure(plan);
  }

  async execute(step: PlannedStep, context: StepContext): Promise<StepResult> {
    this.#closeWhenLost(context);
    try {
      return await this.#run(step, context);
    } catch (error) {
      if (isError(error) && error.name === 'LeaseLostError') {
        await this.#parts.connections.close(context);
      } else if (isError(error) && error.name === 'ReleaseFailure') {
        const isLost = await wasOnlyContactLost(context);
        await recordFailure(context, isLost ? 'lost' : 'no');
      }
      throw error;
    }
  }

  async undo(
    cause: 'failed' | 'errored' | 'cancelled',
    context: StepContext,
  ): Promise<string | undefined> {
    try {
      const outcome = await undoRelease(cause, context, this.#parts);
      await openWorkspace(context, this.#parts).remove();
      return outcome;
    } finally {
      await this.#parts.connections.close(context);
    }
  }

  async inspect(
    target: EngineTarget,
    options: { signal: AbortSignal },
  ): Promise<Inspection['hosts']> {
    return inspectHosts(target, this.#parts, options.signal);
  }

  async removePackages(digests: readonly string[]): Promise<void> {
    for (const digest of digests) {
      await this.#parts.store.remove(digest);
    }
  }

  /** Closes every connection: the platform ends. */
  async close(): Promise<void> {
    await this.#parts.connections.closeAll();
  }

  /** The lease may be lost between two steps, too: then nobody asks for the next one. */
  #closeWhenLost(context: StepContext): void {
    const { signal } = context;
    signal.addEventListener(
      'abort',
      () => {
        if (signal.reason?.name === 'LeaseLostError') {
          void this.#parts.connections.close(context);
        }
      },
      { once: true },
    );
  }

  async #run(step: PlannedStep, context: StepContext): Promise<StepResult> {
    const parts = this.#parts;
    const [, batch] = /^batch-(\d+)$/.exec(step.key) ?? [];
    if (batch !== undefined) {
      const batches = groupBatches(context.plan.hosts);
      return releaseBatch(batches[Number(batch) - 1], context, parts);
    }
    switch (step.key) {
      case 'check-out':
        return runCheckOut(context, parts);
      case 'build':
        return runBuildStep(context, parts);
      case 'package':
        return runPackage(context, parts);
      case 'find':
        return findBuilt(context, parts);
      case 'before-all':
        return runOnce('beforeAll', context, parts);
      case 'after-all':
        return runOnce('afterAll', context, parts);
      case 'clean-up':
        return cleanUp(context, parts);
      default:
        throw new Error(`There is no step '${step.key}'; this is a bug`);
    }
  }
}

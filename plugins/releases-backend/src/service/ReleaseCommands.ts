import { ConflictError, NotAllowedError } from '@backstage/errors';
import { ReleaseAnnouncer } from '../announcements/ReleaseAnnouncer';
import { Asker } from '../permissions/Asker';
import { Command, hashJson } from '@stagedoor/commands';
import {
  ApprovalPolicy,
  countGiven,
  isStanding,
  listLost,
} from '../policy/ApprovalPolicy';
import { countRequired, mayDecide } from '../policy/mayDecide';
import { ReleaseReader } from '../store/ReleaseReader';
import { ReleaseWriter } from '../store/ReleaseWriter';
import { StoredApproval, StoredRelease } from '../store/rows';
import { findEnvironment } from './environments';
import { PreviewWriter } from './PreviewWriter';
import { ReleasesConfig } from '../config';
import { PlannedRelease, ReleasePlanner, Wish } from './ReleasePlanner';
import { RetryPlanner } from './RetryPlanner';

interface ReleaseCommandsOptions {
  announcer: ReleaseAnnouncer;
  approvals: ApprovalPolicy;
  config: ReleasesConfig;
  planner: ReleasePlanner;
  previews: PreviewWriter;
  reader: ReleaseReader;
  retries: RetryPlanner;
  writer: ReleaseWriter;
}

/** Changes releases. Each command answers the id of the release that it made or changed. */
export class ReleaseCommands {
  readonly #options: ReleaseCommandsOptions;

  constructor(options: ReleaseCommandsOptions) {
    this.#options = options;
  }

  async create(
    wish: Wish & { reason?: string; planHash?: string },
    asker: Asker,
  ): Promise<number> {
    const { planner, writer } = this.#options;
    const command = describeCommand('create', wish, asker);
    const before = await writer.findDone(command);
    if (before !== undefined) {
      return before;
    }
    const planned = await planner.plan(wish);
    if (wish.planHash !== undefined && wish.planHash !== planned.planHash) {
      throw new ConflictError(
        'What would be released has changed since it was shown to you: look at it again',
      );
    }
    return this.#record(planned, { reason: wish.reason }, command, asker);
  }

  async retry(
    release: StoredRelease,
    wish: { reason?: string },
    asker: Asker,
  ): Promise<number> {
    const { retries, writer } = this.#options;
    const command = describeCommand(
      'retry',
      { ...wish, release: release.id },
      asker,
    );
    const before = await writer.findDone(command);
    if (before !== undefined) {
      return before;
    }
    return this.#record(
      await retries.plan(release),
      { reason: wish.reason, retryOf: release.id },
      command,
      asker,
    );
  }

  async decide(
    release: StoredRelease,
    decision: {
      decision: 'approved' | 'rejected';
      comment?: string;
      planHash: string;
    },
    asker: Asker,
  ): Promise<number> {
    const { approvals, config, reader, writer, announcer } = this.#options;
    const policy = findEnvironment(config, release.environment);
    const verdict = mayDecide(release, policy, await asker.asDecider());
    if (!verdict.allowed) {
      throw new NotAllowedError(verdict.reason);
    }
    const required = countRequired(policy, release.kind);
    // Asks the catalog before the transaction, so that it stays short.
    const before = await reader.listApprovals(release.id);
    const known = new Map(
      (await approvals.judge(release, before.filter(isStanding))).map(
        judged => [nameApproval(judged), judged] as const,
      ),
    );
    const judge = async (given: StoredApproval[]) => {
      const others = given.filter(({ by }) => by !== asker.ref);
      const fresh = others.filter(other => !known.has(nameApproval(other)));
      const judged = [
        ...others.flatMap(other => known.get(nameApproval(other)) ?? []),
        ...(await approvals.judge(release, fresh)),
      ];
      return {
        isEnough: countGiven(judged) + 1 >= required,
        lost: listLost(judged),
      };
    };
    const done = await writer.decide(
      { ...decision, release: release.id, by: asker.ref },
      judge,
      describeCommand('decide', { ...decision, release: release.id }, asker),
    );
    if (!done.repeated) {
      await announcer.announceDecision(done.release, asker.ref);
    }
    return done.release;
  }

  async cancel(
    release: StoredRelease,
    wish: { reason?: string },
    asker: Asker,
  ): Promise<number> {
    const { announcer, writer } = this.#options;
    const done = await writer.cancel(
      { ...wish, release: release.id, by: asker.ref },
      describeCommand('cancel', { ...wish, release: release.id }, asker),
    );
    if (!done.repeated) {
      await announcer.announceChange(done.release, asker.ref);
    }
    return done.release;
  }

  async #record(
    planned: PlannedRelease,
    more: { reason?: string; retryOf?: number },
    command: Command,
    asker: Asker,
  ): Promise<number> {
    const { announcer, previews, writer } = this.#options;
    const { plan, planHash, component, policy } = planned;
    const blockers = await previews.listBlockers(planned, asker);
    if (blockers.length > 0) {
      throw new ConflictError(blockers.join('; '));
    }
    const needsApproval = countRequired(policy, plan.kind) > 0;
    const done = await writer.create(
      {
        ...more,
        plan,
        planHash,
        componentOwner: component.owner,
        requestedBy: asker.ref,
        whenBusy: policy.whenBusy,
        approval:
          needsApproval && policy.approvals
            ? { expireAfterMs: policy.approvals.expireAfter }
            : undefined,
      },
      command,
    );
    if (!done.repeated && needsApproval) {
      await announcer.announceRequest(done.release);
    } else if (!done.repeated) {
      void announcer.announceProgress(done.release);
    }
    return done.release;
  }
}

/** Somebody whose approval became void may have given another one meanwhile. */
function nameApproval({ by, at }: { by: string; at: string }): string {
  return `${by} ${at}`;
}

function describeCommand(name: string, request: object, asker: Asker): Command {
  return {
    name,
    actor: asker.ref,
    key: asker.idempotencyKey,
    requestHash: hashJson(request),
  };
}

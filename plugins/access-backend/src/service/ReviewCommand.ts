import { isDeepStrictEqual } from 'node:util';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { canonicalRef } from '@stagedoor/catalog-people';
import { Command } from '@stagedoor/commands';
import { AccessAnnouncer } from '../announcements/AccessAnnouncer';
import { Asker } from '../permissions/Asker';
import { AccessPolicy } from '../policy/AccessPolicy';
import { HolderCheck } from '../policy/HolderCheck';
import { mayReview } from '../policy/mayReview';
import { StoredRule } from '../policy/StoredRule';
import { Scope } from '../store/openGrant';
import { anotherVersion, NewReview, OnEnough } from '../store/recordReview';
import { RequestReader } from '../store/RequestReader';
import { RequestWriter } from '../store/RequestWriter';
import { StoredRequest, StoredReview } from '../store/StoredRequest';
import { sayMinutes } from '../words/sayMinutes';
import { sayRef } from '../words/sayRef';
import { ReviewWish } from './AccessService';
import { describeCommand } from './RequestCommands';
import { RequestPlanner } from './RequestPlanner';

/** A request, with what the policy asks now. */
type Reviewed = Pick<StoredRequest, 'requestedBy'> & { rule: StoredRule };

interface ReviewCommandOptions {
  announcer: AccessAnnouncer;
  holders: HolderCheck;
  planner: RequestPlanner;
  policy: AccessPolicy;
  requests: RequestReader;
  writer: RequestWriter;
  /** Has providers told soon. */
  wakeProviders(): void;
}

/** Reviews requests, by the policy, the owners and the memberships of this moment. */
export class ReviewCommand {
  readonly #options: ReviewCommandOptions;

  constructor(options: ReviewCommandOptions) {
    this.#options = options;
  }

  /**
   * @returns the request as it is then, and what has to be told about it, for which nobody has to wait: it takes the
   *   same processor as the answer
   */
  async review(
    request: StoredRequest,
    wish: ReviewWish,
    asker: Asker,
  ): Promise<{ reviewed: StoredRequest; announce: () => void }> {
    const { requests, writer } = this.#options;
    const review: NewReview = {
      ...wish,
      hosts: wish.hosts?.map(ref => canonicalRef(ref, 'hosts', 'resource')),
      request: request.id,
      by: asker.ref,
    };
    // Most of these ask the catalog; together they take as long as one.
    const [reviewable, reviewer, holder, earlier] = await Promise.all([
      this.#refresh(request, review),
      asker.asReviewer(),
      this.#options.holders.mayHold(request.requestedBy),
      requests.listReviews(request.id),
    ]);
    const verdict = mayReview(reviewable, reviewer);
    if (!verdict.allowed) {
      throw new NotAllowedError(verdict.reason);
    }
    const command = describeCommand(
      'review',
      { ...wish, request: request.id },
      asker,
    );
    await this.#refuseUnlessRead(request, review, command);
    if (review.decision === 'approved') {
      refuseIfTooMuch(request, review);
      if (!holder.allowed) {
        throw new ConflictError(`It cannot be approved: ${holder.reason}`);
      }
    }
    const done = await writer.review(
      review,
      await this.#judgeOthers(reviewable, request, review, earlier),
      command,
    );
    const reviewed = (await requests.find(request.id)) ?? request;
    return {
      reviewed,
      announce: () => {
        if (!done.repeated) {
          this.#announce(reviewed, asker.ref);
        }
      },
    };
  }

  #announce(
    { extends: prolonged, grant, id, state }: StoredRequest,
    by: string,
  ) {
    const { announcer, wakeProviders } = this.#options;
    wakeProviders();
    void announcer.announceOutcome(id, by);
    const concerned = grant ?? prolonged;
    if (state === 'approved' && concerned !== undefined) {
      void announcer.announceProgress(concerned);
    }
  }

  /**
   * What was judged has to be what the review is about. Under the lock, the version in the review is compared with the
   * request, and not with what was read here: somebody who changes a request at the same moment, and a reviewer who
   * names the version that comes next, would have the hosts of one version and the policy of another.
   */
  async #refuseUnlessRead(
    { id, state, version }: StoredRequest,
    review: NewReview,
    command: Command,
  ): Promise<void> {
    const isOther = state === 'pending' && version !== review.version;
    if (
      isOther &&
      (await this.#options.writer.findDone(command)) === undefined
    ) {
      throw anotherVersion(id);
    }
  }

  /** What the policy asks now: owners, hosts and rules may have changed since somebody asked. */
  async #refresh(
    request: StoredRequest,
    { decision }: NewReview,
  ): Promise<Reviewed> {
    const { planner, writer } = this.#options;
    if (request.state !== 'pending') {
      return request;
    }
    const { hosts, ruling, obstacles, mistakes } = await planner.plan(
      {
        hosts: request.hosts.map(({ ref }) => ref),
        account: request.account,
      },
      { ref: request.requestedBy },
      request.rule,
    );
    const { rule, shortage } = ruling;
    const inTheWay = obstacles.filter(obstacle => obstacle !== shortage);
    if (
      decision === 'approved' &&
      (inTheWay.length > 0 || mistakes.length > 0)
    ) {
      throw new ConflictError(
        `It cannot be approved any more: ${[...inTheWay, ...mistakes].join('; ')}`,
      );
    }
    if (!rule || inTheWay.length > 0) {
      return request;
    }
    const owners = [...new Set(hosts.flatMap(host => host.owners))];
    // As the database keeps it: without what is undefined.
    const asked: unknown = JSON.parse(JSON.stringify(rule));
    const isSame =
      isDeepStrictEqual(asked, request.rule) &&
      isDeepStrictEqual(owners, request.hostOwners);
    if (!isSame) {
      const { id, version } = request;
      await writer.refreshRule({ id, version }, rule, owners);
    }
    return { requestedBy: request.requestedBy, rule };
  }

  /** Asks the catalog about earlier approvals before the transaction, so that it stays short. */
  async #judgeOthers(
    reviewable: Reviewed,
    { version }: StoredRequest,
    own: NewReview,
    earlier: readonly StoredReview[],
  ): Promise<OnEnough> {
    const { policy } = this.#options;
    const counts = new Map<string, boolean>();
    const judge = async (by: string) => {
      const known =
        counts.get(by) ?? (await policy.judge(reviewable, by)).allowed;
      counts.set(by, known);
      return known;
    };
    for (const review of earlier) {
      if (review.version === version && review.by !== own.by) {
        await judge(review.by);
      }
    }
    return async (request, reviews) => {
      const counted: StoredReview[] = [];
      for (const review of reviews) {
        const isApproval = review.decision === 'approved';
        if (isApproval && (review.by === own.by || (await judge(review.by)))) {
          counted.push(review);
        }
      }
      return counted.length >= reviewable.rule.required
        ? narrow(request, reviewable.rule, counted)
        : undefined;
    };
  }
}

/** The narrowest of all approvals that count. */
function narrow(
  request: StoredRequest,
  rule: StoredRule,
  approvals: readonly StoredReview[],
): Scope {
  const hosts = request.hosts.filter(({ ref }) =>
    approvals.every(approval => approval.hosts?.includes(ref) ?? true),
  );
  if (hosts.length === 0) {
    throw new ConflictError(
      'Together with the other approvals this would leave no host',
    );
  }
  const minutes = Math.min(
    request.minutes,
    rule.mostMinutes,
    ...approvals.map(approval => approval.minutes ?? request.minutes),
  );
  return { minutes, hosts };
}

/** An approver may shorten, never widen. */
function refuseIfTooMuch(
  request: StoredRequest,
  { hosts, minutes, version }: NewReview,
): void {
  if (version !== request.version) {
    return; // A repetition of what was done before, or too late.
  }
  if (minutes !== undefined && minutes > request.minutes) {
    throw new InputError(
      `minutes: an approver may shorten a request, never prolong it: ${sayMinutes(request.minutes)} were asked for`,
    );
  }
  const asked = request.hosts.map(({ ref }) => ref);
  const other = hosts?.find(ref => !asked.includes(ref));
  if (other !== undefined) {
    throw new InputError(
      `hosts: an approver may drop hosts, never add any: ${sayRef(other)} was not asked for`,
    );
  }
  if (hosts && request.extends !== undefined) {
    throw new InputError('hosts: more time is for all hosts of the grant');
  }
}

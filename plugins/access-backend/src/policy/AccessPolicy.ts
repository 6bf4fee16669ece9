import { isDeepStrictEqual } from 'node:util';
import { CatalogMemberships } from '@stagedoor/catalog-people';
import { Allowed } from '@stagedoor/plugin-access-common';
import { AccessConfig, HostPolicy } from '../config';
import { findPolicy, joinPolicies } from './joinPolicies';
import { sayOneOf } from '../words/sayRef';
import { mayReview, Reviewable, Reviewer } from './mayReview';
import { PolicyHost } from './PolicyHost';
import { RoleBook } from './RoleBook';
import { reviewingRoles } from './roles';
import { listNamed, StoredRule } from './StoredRule';

/** What the policy says about somebody and some hosts. */
export interface Ruling {
  /** Absent if no policy is about one of the hosts. */
  rule?: StoredRule;
  /** People who could review it, without the requester, sorted. */
  people: string[];
  /** Why nobody can have it. */
  problems: string[];
  /** There are not enough people who could approve it. */
  shortage?: string;
  /** What is wrong with a reason; undefined if nothing is. */
  judgeReason(reason: string): string | undefined;
}

/** Who could review what will probably be asked: looked up while it is found out what is asked. */
export interface LikelyReviewers {
  rule: Pick<StoredRule, 'everyOf'>;
  people: Promise<string[]>;
}

/** Applies the policies of the configuration and the memberships of this moment. */
export class AccessPolicy {
  readonly #config: AccessConfig;
  readonly #memberships: CatalogMemberships;
  readonly #roles: RoleBook;

  constructor(options: {
    config: AccessConfig;
    memberships: CatalogMemberships;
    roles: RoleBook;
  }) {
    this.#config = options.config;
    this.#memberships = options.memberships;
    this.#roles = options.roles;
  }

  /**
   * What somebody who wants to get onto some hosts needs.
   *
   * @param likely - the people for whom this asks, if they are for the rule that comes out
   */
  async rule(
    hosts: readonly PolicyHost[],
    requestedBy: string,
    likely?: LikelyReviewers,
  ): Promise<Ruling> {
    const matched = hosts.map(host => ({
      host,
      policy: findPolicy(this.#config.policies, host),
    }));
    const problems = matched.flatMap(({ host, policy }) =>
      policy
        ? []
        : [
            `No policy allows access to ${host.pinned.name}: platform engineers decide about that in access.policies`,
          ],
    );
    const governed = matched.flatMap(({ host, policy }) =>
      policy ? [{ host, policy }] : [],
    );
    if (governed.length === 0 || problems.length > 0) {
      return { people: [], problems, judgeReason: () => undefined };
    }
    const { rule, reasons } = joinPolicies(governed);
    if (rule.accounts.length === 0) {
      problems.push(
        'The policies of these hosts have no account in common: ask for them one by one',
      );
    }
    const { people, ...found } = await this.#findPeople(
      rule,
      requestedBy,
      likely,
    );
    return {
      rule: found.rule,
      people,
      problems,
      ...(people.length < rule.required && {
        shortage: `${rule.required === 1 ? 'Nobody' : `Fewer than ${rule.required} people`} could approve it: the policy asks ${sayOneOf(listNamed(found.rule))}, and whoever asks does not count`,
      }),
      judgeReason: reason => judgeReason(reason, found.rule, reasons),
    };
  }

  /** Whether a review that was recorded counts as things are now. */
  async judge(request: Reviewable, reviewer: string): Promise<Allowed> {
    return mayReview(request, await this.describeReviewer(reviewer));
  }

  /** People who could review a request now, without the requester, sorted. */
  async listReviewers(request: Reviewable): Promise<string[]> {
    const members = this.#roles.listMembers(reviewingRoles);
    const lists = await Promise.all(
      [...request.rule.everyOf, ...(members ? [members] : [])].map(refs =>
        this.#memberships.listPeople(refs),
      ),
    );
    const [first = [], ...others] = lists;
    return first.filter(
      ref =>
        ref !== request.requestedBy && others.every(list => list.includes(ref)),
    );
  }

  /** Somebody who reviewed in person before. */
  async describeReviewer(ref: string): Promise<Reviewer> {
    const belongsTo = await this.#memberships.listBelongings(ref);
    const permitted = this.#roles.hasOneOf(reviewingRoles, belongsTo);
    return { ref, belongsTo, inPerson: true, permitted };
  }

  async #findPeople(
    rule: StoredRule,
    requestedBy: string,
    likely?: LikelyReviewers,
  ) {
    const isLikely =
      likely && isDeepStrictEqual(likely.rule.everyOf, rule.everyOf);
    const people = await (isLikely
      ? likely.people
      : this.listReviewers({ requestedBy, rule }));
    const { fallbackApprovers } = this.#config;
    if (people.length >= rule.required || fallbackApprovers.length === 0) {
      return { rule, people };
    }
    const escalated: StoredRule = {
      ...rule,
      escalated: true,
      everyOf: rule.everyOf.map(asked => [
        ...new Set([...asked, ...fallbackApprovers]),
      ]),
    };
    return {
      rule: escalated,
      people: await this.listReviewers({ requestedBy, rule: escalated }),
    };
  }
}

function judgeReason(
  reason: string,
  rule: StoredRule,
  reasons: readonly HostPolicy['reason'][],
): string | undefined {
  if (reason.trim().length < rule.shortestReason) {
    return `reason: must be ${rule.shortestReason} characters or more`;
  }
  const missed = reasons.find(
    ({ pattern }) => pattern && !pattern.test(reason),
  );
  return (
    missed &&
    `reason: ${missed.hint ?? 'does not look as the policy asks it to'}`
  );
}

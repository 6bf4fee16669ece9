import {
  AccessRequest,
  AccessRequestSummary,
  AccessRule,
  ListedRequest,
  Review,
} from '@stagedoor/plugin-access-common';
import { Asker } from '../permissions/Asker';
import { AccessPolicy } from '../policy/AccessPolicy';
import { allowed, refused } from '../policy/mayReview';
import { listNamed, StoredRule } from '../policy/StoredRule';
import { GrantReader } from '../store/GrantReader';
import { RequestReader } from '../store/RequestReader';
import { StoredRequest, StoredReview } from '../store/StoredRequest';
import { explainRequestActions, explainReview } from './explainActions';

const mostPeople = 20;

/** Says about a request what somebody may know, and what they may do. */
export class RequestDescriber {
  readonly #grants: GrantReader;
  readonly #policy: AccessPolicy;
  readonly #requests: RequestReader;

  constructor(options: {
    grants: GrantReader;
    policy: AccessPolicy;
    requests: RequestReader;
  }) {
    this.#grants = options.grants;
    this.#policy = options.policy;
    this.#requests = options.requests;
  }

  /** Lines of a list. */
  async summarizeAll(
    requests: readonly StoredRequest[],
    asker: Asker,
  ): Promise<ListedRequest[]> {
    const [reviewed, states, reviewer] = await Promise.all([
      this.#requests.listReviewedBy(
        requests.map(({ id }) => id),
        asker.ref,
      ),
      this.#grants.listStates(
        requests.map(findGrant).filter(grant => grant !== undefined),
      ),
      asker.asReviewer(),
    ]);
    return requests.map(request => ({
      ...summarize(
        request,
        explainReview(request, reviewer, reviewed.has(request.id)).allowed,
      ),
      grantState: states.get(findGrant(request) ?? 0),
    }));
  }

  /** Everything about a request. */
  async describe(request: StoredRequest, asker: Asker): Promise<AccessRequest> {
    const [rule, reviews, timeline, history, reviewer, mayRequest] =
      await Promise.all([
        this.#describeRuleOf(request),
        this.#requests.listReviews(request.id),
        this.#requests.readTimeline(request.id),
        this.#requests.listHistory(request),
        asker.asReviewer(),
        asker.mayRequest(),
      ]);
    const hasReviewed = reviews.some(
      ({ by, version }) => by === asker.ref && version === request.version,
    );
    const actions = explainRequestActions(request, {
      ref: asker.ref,
      reviewer,
      hasReviewed,
      mayRequest,
    });
    return {
      ...summarize(request, actions.approve.allowed),
      rule,
      reviews: await Promise.all(
        reviews.map(review => this.#describeReview(request, review)),
      ),
      timeline,
      history,
      actions,
    };
  }

  /** What the policy asks, in the words of the contract. */
  async describeRule(
    rule: StoredRule,
    facts: { people: readonly string[]; hostRefs: readonly string[] },
  ): Promise<AccessRule> {
    return {
      ...sayRule(rule),
      people: facts.people.slice(0, mostPeople),
      usualMinutes: await this.#requests.findUsualMinutes(facts.hostRefs),
    };
  }

  async #describeRuleOf(request: StoredRequest): Promise<AccessRule> {
    return request.state === 'pending'
      ? this.describeRule(request.rule, {
          people: await this.#policy.listReviewers(request),
          hostRefs: request.hosts.map(({ ref }) => ref),
        })
      : sayRule(request.rule);
  }

  /** What has been decided is not judged anew: who leaves a team later has still approved. */
  async #describeReview(
    request: StoredRequest,
    review: StoredReview,
  ): Promise<Review> {
    const { by, version } = review;
    const judge = async () => {
      if (version !== request.version) {
        return refused('It was about an earlier version');
      }
      return request.state === 'pending'
        ? this.#policy.judge(request, by)
        : allowed;
    };
    return { ...review, counts: await judge() };
  }
}

/** Without who could review it now, and when: of a decided request that is of no use any more. */
function sayRule(rule: StoredRule): AccessRule {
  return {
    required: rule.required,
    from: listNamed(rule),
    people: [],
    escalated: rule.escalated,
    accounts: rule.accounts,
    mostMinutes: rule.mostMinutes,
    shortestReason: rule.shortestReason,
    reasonHint: rule.reasonHint,
  };
}

function summarize(
  request: StoredRequest,
  waitsForMe: boolean,
): AccessRequestSummary {
  const { hostOwners: _, isDue: __, rule: ___, ...shown } = request;
  return {
    ...shown,
    grant: findGrant(request),
    waitsForMe,
  };
}

/** The grant that a request opened or prolonged. */
function findGrant(request: StoredRequest): number | undefined {
  return (
    request.grant ??
    (request.state === 'approved' ? request.extends : undefined)
  );
}

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { canonicalRef } from '@stagedoor/catalog-people';
import { AccessConfig } from '../config';
import { AccessPolicy, LikelyReviewers, Ruling } from '../policy/AccessPolicy';
import { HostReader } from '../policy/HostReader';
import { PolicyHost } from '../policy/PolicyHost';
import { StoredRule } from '../policy/StoredRule';
import { NewRequest } from '../store/RequestWriter';
import { sayMinutes } from '../words/sayMinutes';
import { PartialWish, Wish } from './AccessService';

/** A wish, with what the policy says about it. */
export interface Plan {
  hosts: PolicyHost[];
  ruling: Ruling;
  /** What whoever asks has to change. */
  mistakes: string[];
  /** What they cannot change. */
  obstacles: string[];
}

const mostDaysAhead = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** Says what a wish needs, and what is wrong with it. */
export class RequestPlanner {
  readonly #config: AccessConfig;
  readonly #hosts: HostReader;
  readonly #policy: AccessPolicy;

  constructor(options: {
    config: AccessConfig;
    hosts: HostReader;
    policy: AccessPolicy;
  }) {
    this.#config = options.config;
    this.#hosts = options.hosts;
    this.#policy = options.policy;
  }

  /**
   * @param requester - without credentials, hosts are read as the platform sees them
   * @param before - what the policy asked before: it will probably ask the same, and then takes no longer
   */
  async plan(
    wish: PartialWish,
    requester: { ref: string; credentials?: BackstageCredentials },
    before?: StoredRule,
  ): Promise<Plan> {
    const likely = before && this.#lookUpReviewers(requester.ref, before);
    const { hosts, problems } = await this.#hosts.read(
      wish.hosts,
      requester.credentials,
    );
    const ruling = await this.#policy.rule(hosts, requester.ref, likely);
    const { shortage } = ruling;
    return {
      hosts,
      ruling,
      mistakes: findMistakes(wish, ruling),
      obstacles: [
        ...problems,
        ...ruling.problems,
        ...(shortage === undefined ? [] : [shortage]),
      ],
    };
  }

  #lookUpReviewers(requestedBy: string, rule: StoredRule): LikelyReviewers {
    const people = this.#policy.listReviewers({ requestedBy, rule });
    // If nobody needs them after all, it does not matter that they were not found.
    people.catch(() => {});
    return { rule, people };
  }

  /**
   * Makes a request of a wish.
   *
   * @throws InputError and ConflictError that say everything that is wrong with it
   */
  async make(
    wish: Wish,
    requester: { ref: string; credentials?: BackstageCredentials },
  ): Promise<NewRequest> {
    if (!requester.ref.startsWith('user:')) {
      throw new InputError('Access is for people: a service cannot ask for it');
    }
    const { hosts, ruling, mistakes, obstacles } = await this.plan(
      wish,
      requester,
    );
    if (obstacles.length > 0 || !ruling.rule) {
      throw new ConflictError(obstacles.join('; '));
    }
    if (mistakes.length > 0) {
      throw new InputError(mistakes.join('; '));
    }
    const { account, component, minutes, reason, startsAt, ticket } = wish;
    return {
      requestedBy: requester.ref,
      hosts: hosts.map(({ pinned }) => pinned),
      hostOwners: [...new Set(hosts.flatMap(({ owners }) => owners))],
      account,
      minutes,
      // In UTC: the database does not know every time zone that can be written.
      startsAt: startsAt && new Date(startsAt).toISOString(),
      reason,
      ticket,
      component: component && canonicalRef(component, 'component', 'component'),
      rule: ruling.rule,
      expireAfterMs: this.#config.requests.expireAfter,
    };
  }
}

function findMistakes(wish: PartialWish, ruling: Ruling): string[] {
  const { rule } = ruling;
  if (!rule) {
    return [];
  }
  const { account, minutes, reason, startsAt } = wish;
  const mistakes: string[] = [];
  if (account !== undefined && !rule.accounts.includes(account)) {
    mistakes.push(
      `account: the policy allows ${rule.accounts.join(', ')}, not ${account}`,
    );
  }
  if (minutes !== undefined && minutes > rule.mostMinutes) {
    mistakes.push(
      `minutes: the policy allows ${sayMinutes(rule.mostMinutes)} at most`,
    );
  }
  const wrongReason =
    reason === undefined ? undefined : ruling.judgeReason(reason);
  if (wrongReason !== undefined) {
    mistakes.push(wrongReason);
  }
  if (
    startsAt !== undefined &&
    Date.parse(startsAt) > Date.now() + mostDaysAhead * dayMs
  ) {
    mistakes.push(
      `startsAt: must be within the next ${mostDaysAhead} days: who may have access then is for people then`,
    );
  }
  return mistakes;
}

import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  DefinitivePolicyDecision,
  Permission,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import { LocalPolicy } from './localPolicyServiceRef';

type Options = Parameters<PermissionsService['authorize']>[1];

/**
 * Asks the policy of this process for decisions about people, instead of sending it a request over HTTP. Nothing is
 * remembered: an answer is what the policy says now. The rest is left to the network: conditions on a resource are
 * evaluated by the plugin that has it, and credentials that have run out or were stored are judged there.
 */
export class LocalPermissions implements PermissionsService {
  readonly #auth: AuthService;
  readonly #network: PermissionsService;
  readonly #policy: LocalPolicy;

  constructor(options: {
    auth: AuthService;
    network: PermissionsService;
    policy: LocalPolicy;
  }) {
    this.#auth = options.auth;
    this.#network = options.network;
    this.#policy = options.policy;
  }

  async authorize(requests: AuthorizePermissionRequest[], options: Options) {
    const decisions = await this.#decide(requests, options.credentials);
    const answers = requests.map((_, index) => asAnswer(decisions?.[index]));
    const open = requests.filter((_, index) => answers[index] === undefined);
    const evaluated =
      open.length > 0 ? await this.#network.authorize(open, options) : [];
    let next = 0;
    return answers.map(answer => answer ?? evaluated[next++]);
  }

  async authorizeConditional(
    requests: QueryPermissionRequest[],
    options: Options,
  ) {
    return (
      (await this.#decide(requests, options.credentials)) ??
      this.#network.authorizeConditional(requests, options)
    );
  }

  async #decide(
    requests: ReadonlyArray<{ permission: Permission }>,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision[] | undefined> {
    const { decider } = this.#policy;
    if (
      !decider ||
      !this.#auth.isPrincipal(credentials, 'user') ||
      !areVerified(credentials)
    ) {
      return undefined;
    }
    return Promise.all(
      requests.map(({ permission }) => decider.decide(permission, credentials)),
    );
  }
}

/** Undefined while it depends on a resource. */
function asAnswer(
  decision: PolicyDecision | undefined,
): DefinitivePolicyDecision | undefined {
  return decision?.result === AuthorizeResult.CONDITIONAL
    ? undefined
    : decision;
}

/**
 * Whether the credentials were verified in this process, and are good still. Those that were stored in between, as for a
 * task of the scaffolder, come back with a string in place of the date.
 */
function areVerified({ expiresAt }: BackstageCredentials): boolean {
  return (
    expiresAt === undefined ||
    (expiresAt instanceof Date && expiresAt.getTime() > Date.now())
  );
}

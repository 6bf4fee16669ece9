import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  accessHoldersPermission,
  accessReadPermission,
  accessReplayPermission,
  accessRevokePermission,
  Allowed,
} from '@stagedoor/plugin-access-common';
import { Knex } from 'knex';
import { allowed, refused } from '../policy/mayReview';
import { SessionAccess, SessionRights } from '../sessions/SessionAccess';
import { GrantReader } from '../store/GrantReader';
import { RequestReader } from '../store/RequestReader';
import { StoredGrant } from '../store/StoredGrant';
import { StoredRequest } from '../store/StoredRequest';
import { AccessCondition, GuardedAccess } from './accessRules';
import { Askers } from './Askers';
import { findGuardedSession, guardGrant, guardRequest } from './guarded';

/** What somebody may see at most; without conditions everything. */
export interface Visibility {
  conditions?: PermissionCriteria<AccessCondition>;
}

interface AccessReaderOptions {
  askers: Askers;
  grants: GrantReader;
  knex: Knex;
  permissions: PermissionsService;
  requests: RequestReader;
  ruleset: PermissionRuleset<GuardedAccess, AccessCondition>;
}

/** Keeps from people what they may not see or do. */
export class AccessReader implements SessionAccess {
  readonly #options: AccessReaderOptions;

  constructor(options: AccessReaderOptions) {
    this.#options = options;
  }

  async findVisible(
    credentials: BackstageCredentials,
  ): Promise<Visibility | undefined> {
    const decision = await this.#decide(accessReadPermission, credentials);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return {};
      case AuthorizeResult.CONDITIONAL: {
        const permitted = createConditionTransformer(this.#options.ruleset)(
          decision.conditions,
        );
        const asked = await this.#listAsked(credentials);
        return {
          conditions: {
            anyOf: [permitted, { about: 'reviewers', values: asked }],
          },
        };
      }
      default:
        return undefined;
    }
  }

  /** @throws NotFoundError in the same words whether it is missing or hidden */
  async requireRequest(
    id: number,
    credentials: BackstageCredentials,
  ): Promise<StoredRequest> {
    const request = await this.#options.requests.find(id);
    if (!request || !(await this.#maySee(guardRequest(request), credentials))) {
      throw new NotFoundError(`There is no request #${id} that you may see`);
    }
    return request;
  }

  /** @throws NotFoundError in the same words whether it is missing or hidden */
  async requireGrant(
    id: number,
    credentials: BackstageCredentials,
  ): Promise<StoredGrant> {
    const grant = await this.#options.grants.find(id);
    if (!grant || !(await this.#maySee(guardGrant(grant), credentials))) {
      throw new NotFoundError(`There is no grant #${id} that you may see`);
    }
    return grant;
  }

  async requireSession(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<SessionRights> {
    const guarded = await findGuardedSession(this.#options.knex, id);
    if (!guarded || !(await this.#maySee(guarded, credentials))) {
      throw new NotFoundError(`There is no session ${id} that you may see`);
    }
    return (await this.judgeSessions(credentials))(guarded);
  }

  async judgeSessions(credentials: BackstageCredentials) {
    const [terminate, replay] = await Promise.all([
      this.#judge(accessRevokePermission, credentials),
      this.#judge(accessReplayPermission, credentials),
    ]);
    const { ref, inPerson } = this.#options.askers.recognize(credentials);
    return (session: GuardedAccess): SessionRights => ({
      // Whoever holds access may give back a part of it, too.
      terminate:
        terminate(session) || (inPerson && session.holder === ref)
          ? allowed
          : refused(
              'Only whoever is logged in, owners of the host and platform engineers may end a session',
            ),
      replay: replay(session)
        ? allowed
        : refused(
            'Only owners of the host, auditors and platform engineers may replay a session',
          ),
    });
  }

  /** Whether somebody may take a grant away. */
  async mayRevoke(
    grant: StoredGrant,
    credentials: BackstageCredentials,
  ): Promise<Allowed> {
    return (await this.judgeRevocations(credentials))(grant);
  }

  /** Which grants somebody may take away. */
  async judgeRevocations(
    credentials: BackstageCredentials,
  ): Promise<(grant: StoredGrant) => Allowed> {
    const may = await this.#judge(accessRevokePermission, credentials);
    return grant =>
      may(guardGrant(grant))
        ? allowed
        : refused(
            'Only owners of the hosts and platform engineers may take access away',
          );
  }

  /** @throws NotAllowedError */
  async requireHolders(credentials: BackstageCredentials): Promise<void> {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission: accessHoldersPermission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not see who has access to what');
    }
  }

  async #maySee(
    guarded: GuardedAccess,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const decision = await this.#decide(accessReadPermission, credentials);
    if (this.#authorize(decision, guarded)) {
      return true;
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return false;
    }
    const asked = await this.#listAsked(credentials);
    return guarded.reviewers.some(reviewer => asked.includes(reviewer));
  }

  /** The names by which a policy may ask somebody: groups above theirs, too, which ownership does not reach. */
  async #listAsked(credentials: BackstageCredentials): Promise<string[]> {
    const asker = this.#options.askers.recognize(credentials);
    const { belongsTo, permitted } = await asker.asReviewer();
    return permitted ? [...belongsTo] : [];
  }

  async #judge(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<(guarded: GuardedAccess) => boolean> {
    const decision = await this.#decide(permission, credentials);
    return guarded => this.#authorize(decision, guarded);
  }

  #authorize(decision: PolicyDecision, guarded: GuardedAccess): boolean {
    return createConditionAuthorizer(this.#options.ruleset)(decision, guarded);
  }

  async #decide(
    permission: ResourcePermission,
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision> {
    const [decision] = await this.#options.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }
}

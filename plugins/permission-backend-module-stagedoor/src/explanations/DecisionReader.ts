import {
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RoleHolding } from '../membership/RoleHoldings';
import { decide } from '../policy/decide';
import { DeclaredPermission } from '../table/PermissionTable';

/**
 * Asks for decisions the way every plugin does, so that what is explained is what is enforced.
 */
export class DecisionReader {
  readonly #permissions: PermissionsService;
  readonly #logger: LoggerService;

  constructor(options: {
    permissions: PermissionsService;
    logger: LoggerService;
  }) {
    this.#permissions = options.permissions;
    this.#logger = options.logger;
  }

  async isAllowed(
    declared: DeclaredPermission,
    resourceRef: string | undefined,
    holding: RoleHolding,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { permission } = declared;
    const decision = decide(holding, declared);
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW;
    }
    if (permission.type !== 'resource' || resourceRef === undefined) {
      return false;
    }
    try {
      const [answer] = await this.#permissions.authorize(
        [{ permission, resourceRef }],
        { credentials },
      );
      return answer.result === AuthorizeResult.ALLOW;
    } catch (error) {
      // Plugins answer differently for a resource that does not exist. That must look like one that is forbidden.
      this.#logger.debug(
        `The condition on ${permission.name} could not be evaluated: ${error}`,
      );
      return false;
    }
  }
}

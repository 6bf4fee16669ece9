import { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  EntityLinks,
  observabilityLinksReadPermission,
} from '@stagedoor/plugin-observability-common';
import { EntityLinksService } from './EntityLinksService';

/**
 * Asks for permission to see links before anything is looked up, so that a refusal says nothing about the entity.
 */
export class AuthorizedEntityLinksService implements EntityLinksService {
  readonly #inner: EntityLinksService;
  readonly #permissions: PermissionsService;

  constructor(inner: EntityLinksService, permissions: PermissionsService) {
    this.#inner = inner;
    this.#permissions = permissions;
  }

  async getEntityLinks(
    ...[request, options]: Parameters<EntityLinksService['getEntityLinks']>
  ): Promise<EntityLinks> {
    const [decision] = await this.#permissions.authorize(
      [{ permission: observabilityLinksReadPermission }],
      options,
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError('You may not read links to monitoring');
    }
    return this.#inner.getEntityLinks(request, options);
  }
}

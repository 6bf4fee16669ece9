import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CompoundEntityRef } from '@backstage/catalog-model';
import {
  EntityLinks,
  EntityLinksQuery,
} from '@stagedoor/plugin-observability-common';

/** Finds the links of entities. */
export interface EntityLinksService {
  /**
   * @throws NotFoundError if there is no such entity, or the caller may not see it
   */
  getEntityLinks(
    request: { entityRef: CompoundEntityRef; query: EntityLinksQuery },
    options: { credentials: BackstageCredentials },
  ): Promise<EntityLinks>;
}

import { createApiRef } from '@backstage/frontend-plugin-api';
import type { RepositoriesClient } from '@stagedoor/plugin-repositories-common';

/**
 * The backend of this plugin.
 *
 * @public
 */
export const repositoriesApiRef = createApiRef<
  Pick<
    RepositoriesClient,
    | 'listRepositories'
    | 'getRepository'
    | 'listRefs'
    | 'listCommits'
    | 'readTree'
    | 'readFile'
  >
>({ id: 'plugin.repositories.api' });

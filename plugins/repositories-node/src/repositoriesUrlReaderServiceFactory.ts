import { urlReaderFactoriesServiceRef } from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { repositoriesServiceRef } from './repositoriesServiceRef';
import { RepositoriesUrlReader } from './RepositoriesUrlReader';

/**
 * Lets every plugin's URL reader read repositories: catalog locations, placeholders, documentation and templates.
 *
 * @public
 */
export const repositoriesUrlReaderServiceFactory = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: { repositories: repositoriesServiceRef },
  factory({ repositories }) {
    return RepositoriesUrlReader.factory(repositories);
  },
});

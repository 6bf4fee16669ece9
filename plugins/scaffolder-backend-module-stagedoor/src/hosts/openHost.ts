import { ScmIntegrationRegistry } from '@backstage/integration';
import { RepositoriesService } from '@stagedoor/plugin-repositories-node';
import { Destination } from '@stagedoor/service-creation';
import { connectForge } from './ForgeConnection';
import { GithubHost } from './GithubHost';
import { GitlabHost } from './GitlabHost';
import { RepositoryHost } from './RepositoryHost';
import { StoredHost } from './StoredHost';

/** Opens the place that a destination names, for one run of one task. */
export type OpenHost = (
  destination: Destination,
  run: { personToken?: string; signal?: AbortSignal },
) => Promise<RepositoryHost>;

export function createHostOpener(options: {
  repositories: RepositoriesService;
  integrations: ScmIntegrationRegistry;
  appBaseUrl: string;
}): OpenHost {
  const { repositories, integrations, appBaseUrl } = options;
  return async (destination, run) => {
    if (destination.kind === 'stored') {
      return new StoredHost(repositories);
    }
    const connection = await connectForge(destination, {
      integrations,
      appBaseUrl,
      ...run,
    });
    return destination.kind === 'github'
      ? new GithubHost(connection)
      : new GitlabHost(connection);
  };
}

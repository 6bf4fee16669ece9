import { ScmIntegrationRegistry } from '@backstage/integration';
import { DestinationOption } from '@stagedoor/service-creation';
import { describeMissingToken } from './ForgeConnection';

const forgeTitles = { github: 'GitHub', gitlab: 'GitLab' };

/**
 * Lists where repositories can be made. A forge without a token is listed too, with what is missing, so that nobody
 * wonders where it went.
 */
export function listDestinations(
  integrations: ScmIntegrationRegistry,
): DestinationOption[] {
  return [
    {
      kind: 'stored',
      title: 'Built-in store',
      description:
        'A git repository that this platform keeps. Nothing to set up; clone and push over HTTP.',
      usable: true,
    },
    ...integrations.github
      .list()
      .map(({ config }) =>
        describeForge(
          'github',
          config.host,
          Boolean(config.token || config.apps?.length),
        ),
      ),
    ...integrations.gitlab
      .list()
      .map(({ config }) =>
        describeForge('gitlab', config.host, Boolean(config.token)),
      ),
  ];
}

function describeForge(
  kind: keyof typeof forgeTitles,
  host: string,
  hasToken: boolean,
): DestinationOption {
  const isPublic = host === `${kind}.com`;
  const noun = kind === 'github' ? 'repository' : 'project';
  return {
    kind,
    host,
    title: isPublic ? forgeTitles[kind] : `${forgeTitles[kind]} (${host})`,
    description: `A private ${noun} on ${host}.`,
    usable: hasToken,
    ...(!hasToken && { reason: describeMissingToken(kind, host) }),
  };
}

import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { ForgeDestination } from '@stagedoor/service-creation';

/** One forge, one owner on it, and a token with which to make something there. */
export interface ForgeConnection {
  host: string;
  /** Where people see it, without a trailing slash. */
  baseUrl: string;
  apiBaseUrl: string;
  owner: string;
  token: string;
  tokenKind: 'platform' | 'person';
  /** The token, as it stands in a sentence. */
  tokenLabel: string;
  appBaseUrl: string;
  signal?: AbortSignal;
}

/** What a forge must be configured with before a repository can be made on it. */
export interface ConnectForgeOptions {
  integrations: ScmIntegrationRegistry;
  appBaseUrl: string;
  /** Token of the person who runs the template. Preferred, because the forge then decides what that person may do. */
  personToken?: string;
  signal?: AbortSignal;
}

/** Finds the integration that a destination means, and a token for it. */
export async function connectForge(
  destination: ForgeDestination,
  options: ConnectForgeOptions,
): Promise<ForgeConnection> {
  const host = destination.host ?? `${destination.kind}.com`;
  const integration = options.integrations[destination.kind].byHost(host);
  if (!integration?.config.apiBaseUrl) {
    throw new InputError(
      `No ${destination.kind} integration for '${host}' is configured. An operator adds it under integrations.${destination.kind}.`,
    );
  }
  const baseUrl = withoutSlash(
    'baseUrl' in integration.config
      ? integration.config.baseUrl
      : withProtocolOf(integration.config.apiBaseUrl, host),
  );
  const platformToken = options.personToken
    ? undefined
    : await findPlatformToken(destination, `${baseUrl}/${destination.owner}`, {
        integrations: options.integrations,
      });
  const token = options.personToken ?? platformToken;
  if (!token) {
    throw new InputError(describeMissingToken(destination.kind, host));
  }
  return {
    host,
    baseUrl,
    apiBaseUrl: withoutSlash(integration.config.apiBaseUrl),
    owner: destination.owner,
    token,
    tokenKind: options.personToken ? 'person' : 'platform',
    tokenLabel: options.personToken
      ? 'your token'
      : `the token in integrations.${destination.kind} for ${host}`,
    appBaseUrl: options.appBaseUrl,
    signal: options.signal,
  };
}

/** Says what is missing when an integration has no token. */
export function describeMissingToken(
  kind: ForgeDestination['kind'],
  host: string,
): string {
  const keys =
    kind === 'github'
      ? `integrations.github[host=${host}].token or .apps`
      : `integrations.gitlab[host=${host}].token`;
  return `Stagedoor has no token for ${host}. An operator sets ${keys}.`;
}

async function findPlatformToken(
  destination: ForgeDestination,
  url: string,
  options: { integrations: ScmIntegrationRegistry },
): Promise<string | undefined> {
  if (destination.kind === 'gitlab') {
    return options.integrations.gitlab.byUrl(url)?.config.token;
  }
  const provider = DefaultGithubCredentialsProvider.fromIntegrations(
    options.integrations,
  );
  return (await provider.getCredentials({ url })).token;
}

function withProtocolOf(apiBaseUrl: string, host: string): string {
  return `${new URL(apiBaseUrl).protocol}//${host}`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

import { devNull } from 'node:os';

/**
 * How git may reach another repository.
 *
 * @public
 */
export type GitProtocol = 'https' | 'http' | 'ssh' | 'file';

/** What a single git process is allowed and told, beyond its arguments. */
export interface GitProcessOptions {
  /** The bare repository to work on. */
  gitDir?: string;
  /** Git settings for this process only. Passed through the environment, so that values never show in a process list. */
  config?: Readonly<Record<string, string>>;
  /** Further environment variables. */
  environment?: Readonly<Record<string, string>>;
  /** Protocols this process may use to reach other repositories. None unless named. */
  protocols?: readonly GitProtocol[];
}

/** Variables of the surrounding process that git needs to find programs, temporary space, proxies and certificates. */
const inherited = [
  'PATH',
  'TMPDIR',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/** Needed only when git starts ssh: the agent that holds the key, and the home with the known hosts. */
const inheritedForSsh = ['HOME', 'SSH_AUTH_SOCK'];

/**
 * Builds the whole environment of a git process. Nothing of the machine's or the user's git settings reaches it: no
 * aliases, hooks, credential helpers, filters or protocols that somebody configured elsewhere.
 */
export function createGitEnvironment(
  options: GitProcessOptions,
): NodeJS.ProcessEnv {
  const protocols = options.protocols ?? [];
  const names = protocols.includes('ssh')
    ? [...inherited, ...inheritedForSsh]
    : inherited;
  const config = {
    'core.hooksPath': devNull,
    'core.fsmonitor': 'false',
    'core.attributesFile': devNull,
    'core.excludesFile': devNull,
    ...(options.gitDir ? { 'safe.directory': options.gitDir } : {}),
    ...options.config,
  };

  return {
    ...Object.fromEntries(
      names.flatMap(name => {
        const value = process.env[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_PAGER: 'cat',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    // An empty list denies every protocol, whatever protocol.*.allow says.
    GIT_ALLOW_PROTOCOL: protocols.join(':'),
    ...encodeConfig(config),
    ...options.environment,
  };
}

function encodeConfig(
  config: Readonly<Record<string, string>>,
): Record<string, string> {
  const entries = Object.entries(config);
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

import { HostAddress } from './hostAddress';
import { HostIdentity } from './HostCredentials';

/** How one host is reached over SSH. */
export interface SshRoute {
  address: HostAddress;
  user: string;
  identity: HostIdentity;
  connectTimeoutMs: number;
  /** The socket that commands share. */
  controlPath: string;
}

// Without a word from the host for so long, the connection is given up: after 4 + 4 + 4 seconds.
const aliveSeconds = 4;
const aliveCount = 2;

/** Arguments of the ssh that signs in and carries everything else. */
export function listMasterArguments(route: SshRoute): string[] {
  const { keys, trust } = route.identity;
  return [
    ...listCommonArguments(route),
    ...options({
      ControlMaster: 'yes',
      ConnectTimeout: String(Math.ceil(route.connectTimeoutMs / 1000)),
      StrictHostKeyChecking: 'yes',
      UserKnownHostsFile: trust.knownHostsFile,
      ...(trust.hostKeyAlias !== undefined && {
        HostKeyAlias: trust.hostKeyAlias,
      }),
      GlobalKnownHostsFile: '/dev/null',
      UpdateHostKeys: 'no',
      CheckHostIP: 'no',
      PreferredAuthentications: 'publickey',
      PasswordAuthentication: 'no',
      KbdInteractiveAuthentication: 'no',
      GSSAPIAuthentication: 'no',
      HostbasedAuthentication: 'no',
      ServerAliveInterval: String(aliveSeconds),
      ServerAliveCountMax: String(aliveCount),
      ...(keys.length > 0 && { IdentitiesOnly: 'yes', IdentityAgent: 'none' }),
    }),
    ...keys.flatMap(({ identityFile, certificateFile }) =>
      options({
        IdentityFile: identityFile,
        ...(certificateFile && { CertificateFile: certificateFile }),
      }),
    ),
    '--',
    route.address.host,
  ];
}

/** Arguments of an ssh that runs one command over the connection of the master, and never opens one of its own. */
export function listCommandArguments(route: SshRoute): string[] {
  return [
    ...listCommonArguments(route),
    ...options({ ControlMaster: 'no', ProxyCommand: 'false' }),
    '--',
    route.address.host,
  ];
}

function listCommonArguments(route: SshRoute): string[] {
  return [
    // No configuration but this one.
    '-F',
    'none',
    '-T',
    '-a',
    '-x',
    '-l',
    route.user,
    '-p',
    String(route.address.port),
    '-S',
    route.controlPath,
    ...options({
      BatchMode: 'yes',
      ClearAllForwardings: 'yes',
      PermitLocalCommand: 'no',
      EscapeChar: 'none',
      LogLevel: 'ERROR',
      ControlPersist: 'no',
      Tunnel: 'no',
    }),
  ];
}

function options(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [
    '-o',
    // ssh reads quotes, percent signs and dollar signs in values.
    `${name}=${/[\s"]/.test(value) ? JSON.stringify(value) : value}`,
  ]);
}

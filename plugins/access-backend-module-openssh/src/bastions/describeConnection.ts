import { Connection, PinnedHost } from '@stagedoor/plugin-access-common';
import { BastionConfig } from '../config';
import { checkHostName, formatKnownHosts } from './hostTrust';
import { formatKnownHost, parseAddress } from './parseAddress';

/** Writes what people paste to log in under a grant. */
export function describeConnection(
  grant: { id: number; hosts: readonly PinnedHost[] },
  bastion: BastionConfig,
  authorities: readonly string[],
): Connection {
  const address = parseAddress(bastion.address);
  if (!address) {
    throw new Error(`${bastion.address} is no address; this is a bug`);
  }
  const certificateFile = `~/.ssh/grant-${grant.id}-cert.pub`;
  const hosts = grant.hosts.map(({ name }) => checkHostName(name));
  const port = address.port === 22 ? '' : ` -p ${address.port}`;
  return {
    bastion: {
      address: bastion.address,
      user: bastion.user,
      knownHosts: formatKnownHosts(formatKnownHost(address), {
        hostKey: bastion.hostKey,
        authorities,
      }),
    },
    certificateFile,
    sshConfig: hosts
      .map(host =>
        [
          `Host ${host}`,
          `  HostName ${address.host}`,
          `  Port ${address.port}`,
          `  User ${bastion.user}`,
          `  CertificateFile ${certificateFile}`,
          '  RequestTTY yes',
          `  RemoteCommand ${host}`,
          '  ControlPath none',
          '  ForwardAgent no',
          '',
        ].join('\n'),
      )
      .join('\n'),
    commands: hosts.map(host => ({
      host,
      command: `ssh -t -o CertificateFile=${certificateFile}${port} ${bastion.user}@${address.host} ${host}`,
    })),
  };
}

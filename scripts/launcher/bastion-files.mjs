import path from 'node:path';
import process from 'node:process';
import { root } from './paths.mjs';

/** The configuration of a bastion's sshd. */
export function bastionConfiguration({
  template,
  port,
  key,
  user,
  authority,
  revocations,
  banner,
  settings,
  python,
  programs,
}) {
  const program = name => `"${path.join(programs, name)}"`;
  const words = {
    port: String(port),
    listen: '127.0.0.1',
    hostKey: `"${key}"`,
    user,
    rootLogin: user === 'root' ? 'prohibit-password' : 'no',
    userAuthorities: `"${authority}"`,
    // As an argument of a program of root's: sshd runs none that others could change.
    principalsCommand: `${python} -I ${program('stagedoor-principals')} --settings "${settings}"`,
    principalsUser: user,
    revocations: `"${revocations}"`,
    banner: `"${banner}"`,
    gate: `${python} -I ${program('stagedoor-gate')} "${settings}"`,
  };
  return template.replace(/@(\w+)@/g, (_, word) => words[word]);
}

/** What everybody is told who wants to log in: sshd itself gives no reason when it lets somebody not in. */
export function bannerText({ platform }) {
  return `Stagedoor: access to hosts lasts for a time, and so do certificates. If you are not let in, look at
${platform}/access
`;
}

/** The configuration of the sshd that stands for hosts. */
export function hostConfiguration({ port, key, authority, principals, user }) {
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey "${key}"
HostCertificate "${key}-cert.pub"
PidFile none
StrictModes no
UsePAM no
AllowUsers ${user}
PermitRootLogin ${user === 'root' ? 'prohibit-password' : 'no'}
AuthenticationMethods publickey
PasswordAuthentication no
KbdInteractiveAuthentication no
AuthorizedKeysFile none
TrustedUserCAKeys "${authority}"
AuthorizedPrincipalsFile "${principals}"
DisableForwarding yes
PermitUserRC no
PrintMotd no
PrintLastLog no
MaxSessions 1
`;
}

/** Which certificate leads to which host: what stands for it is a folder. */
export function hostPrincipals({ hosts, accounts, enter }) {
  return hosts
    .flatMap(host =>
      accounts.map(
        account =>
          `command="'${enter}' ${host} ${account}",restrict,pty host:${host}:${account}\n`,
      ),
    )
    .join('');
}

/** Leads into the folder of a host, with the programs that hosts have. */
export function enterScript({ hosts }) {
  const bin = path.join(root, 'scripts', 'local-host', 'bin');
  return `#!/bin/sh
HOME='${hosts}/'"$1"
PATH='${bin}:${path.dirname(process.execPath)}':/usr/local/bin:/usr/bin:/bin
export HOME PATH
cd "$HOME" || exit 1
if [ -n "$SSH_ORIGINAL_COMMAND" ]; then
  exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
fi
PS1="$2@$1:\\$ "
export PS1
exec /bin/sh -i
`;
}

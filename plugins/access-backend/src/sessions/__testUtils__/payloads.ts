import { findPort, listTree } from '@stagedoor/test-programs';
import {
  existsSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningSsh, SshClient } from './SshClient';

/** Where somebody tries to get past the recording. */
export interface Attempt {
  client: SshClient;
  /** `host:port` of an sshd behind the bastion, whose greeting shows that it was reached. */
  target: string;
  /** The sshd that is logged in to. */
  daemon: number;
  /** For files and sockets, which the account of sessions may write to. */
  folder: string;
  /** What has a command run: the name of a host in front of it, or nothing. */
  prefix: string;
  /** The account that may make devices for tunnels, if there is one. */
  maker?: string;
  /** Of an agent of the person. */
  agent: string;
}

/** Tries something. Resolves to whether it got through. */
type Payload = (attempt: Attempt) => Promise<boolean>;

const greeting = 'SSH-2.0';
let serial = 0;

function makePath({ folder }: Attempt, name: string): string {
  serial += 1;
  return join(folder, `${name}-${serial}`);
}

/** What something says to whoever connects: nothing if it hangs up, or is not there for seconds. */
async function listen(
  place: { port: number } | { path: string },
  first: Buffer[] = [],
): Promise<string> {
  for (let i = 0; i < 30; i += 1) {
    const said = await new Promise<string | undefined>(resolve => {
      const socket = connect({ host: '127.0.0.1', ...place });
      const waiting = [...first];
      const next = () => {
        const data = waiting.shift();
        if (data) {
          socket.write(data);
        }
      };
      let text = '';
      socket.once('connect', next);
      socket.on('data', data => {
        text += data;
        next();
        if (text.includes(greeting)) {
          socket.destroy();
        }
      });
      socket.once('close', hadError =>
        resolve(hadError && text === '' ? undefined : text),
      );
      socket.once('error', () => socket.destroy());
    });
    if (said !== undefined) {
      return said;
    }
    await sleep(100);
  }
  return '';
}

/** Forwards something while nothing runs, and looks whether it leads anywhere. */
async function forward(
  { client }: Attempt,
  options: string[],
  look: () => Promise<string>,
): Promise<boolean> {
  const ssh = client.start(['-N', ...options]);
  try {
    const over = ssh.ended.then(() => '');
    return (await Promise.race([look(), over])).includes(greeting);
  } finally {
    ssh.stop();
    await ssh.ended;
  }
}

/** Runs something that takes its options as ssh does, for as long as it takes. */
async function runLike(
  program: string,
  { client }: Attempt,
  words: string[],
): Promise<void> {
  const running = new RunningSsh(program, [...client.connection, ...words]);
  running.child.stdin?.end();
  await running.ended;
}

function socks(target: string): Buffer[] {
  const [host, port] = target.split(':');
  const number = Buffer.alloc(2);
  number.writeUInt16BE(Number(port));
  const address = Buffer.from(host.split('.').map(Number));
  return [
    Buffer.from([5, 1, 0]),
    Buffer.concat([Buffer.from([5, 1, 0, 1]), address, number]),
  ];
}

/** Everything that a client of OpenSSH can ask for, apart from a shell and a command. */
export const payloads: Record<string, Payload> = {
  '-W': async ({ client, target }) => {
    const { stdout } = await client.run(['-W', target]);
    return stdout.toString().includes(greeting);
  },

  '-J': async ({ client, target }) => {
    const [host, port] = target.split(':');
    const proxy = `ssh ${client.connection.join(' ')} -W %h:%p 127.0.0.1`;
    const ssh = new RunningSsh('ssh', [
      ...['-v', '-F', 'none', '-o', `ProxyCommand=${proxy}`, '-p', port],
      ...['-o', 'StrictHostKeyChecking=no', '-o', 'BatchMode=yes'],
      ...['-o', 'UserKnownHostsFile=/dev/null', host, 'true'],
    ]);
    return (await ssh.ended).stderr.includes('Remote protocol version 2.0');
  },

  '-L': async attempt => {
    const port = await findPort();
    return forward(attempt, ['-L', `${port}:${attempt.target}`], () =>
      listen({ port }),
    );
  },

  '-L to a socket': async attempt => {
    const port = await findPort();
    const path = makePath(attempt, 'service');
    const server = createServer(socket => socket.end(greeting));
    await new Promise<void>(resolve => {
      server.listen({ path, writableAll: true }, resolve);
    });
    const through = await forward(attempt, ['-L', `${port}:${path}`], () =>
      listen({ port }),
    );
    await new Promise(resolve => server.close(resolve));
    return through;
  },

  '-D': async attempt => {
    const port = await findPort();
    return forward(attempt, ['-D', String(port)], () =>
      listen({ port }, socks(attempt.target)),
    );
  },

  '-R': async attempt => {
    const port = await findPort();
    const options = ['-o', 'ExitOnForwardFailure=yes'];
    return forward(
      attempt,
      [...options, '-R', `${port}:${attempt.target}`],
      () => listen({ port }),
    );
  },

  '-R of a socket': async attempt => {
    const path = makePath(attempt, 'remote');
    const options = ['-o', 'ExitOnForwardFailure=yes'];
    return forward(
      attempt,
      [...options, '-R', `${path}:${attempt.target}`],
      () => listen({ path }),
    );
  },

  'an agent': async attempt => {
    const { agent, client, daemon, prefix } = attempt;
    const ssh = new RunningSsh('env', [
      ...[`SSH_AUTH_SOCK=${agent}`, 'ssh', '-A', '-T', ...client.connection],
      ...['127.0.0.1', `${prefix}echo up; cat`],
    ]);
    await ssh.says(/up/);
    const pids = new Set(listTree(daemon));
    const sockets = listAgents();
    ssh.child.stdin?.end();
    await ssh.ended;
    return sockets.some(name => pids.has(Number(name.split('.')[1])));
  },

  X11: async ({ client, prefix }) => {
    const ssh = new RunningSsh('env', [
      ...['DISPLAY=127.0.0.1:9', 'ssh', '-Y', '-T', ...client.connection],
      ...['127.0.0.1', `${prefix}true`],
    ]);
    ssh.child.stdin?.end();
    const { code, stderr } = await ssh.ended;
    return code === 0 && !stderr.includes('X11 forwarding request failed');
  },

  'a tunnel': async ({ client, maker }) => {
    const options = ['-N', '-w', 'any', '-o', 'ExitOnForwardFailure=yes'];
    const as = maker === undefined ? [] : ['-o', `User=${maker}`];
    const devices = listDevices();
    const ssh = client.start([...as, ...options]);
    // One on this side, and one on the other.
    for (let i = 0; i < 30 && listDevices() < devices + 2; i += 1) {
      await Promise.race([sleep(100), ssh.ended]);
    }
    const made = listDevices() - devices;
    ssh.stop();
    await ssh.ended;
    return made >= 2;
  },

  sftp: async attempt => {
    const file = makePath(attempt, 'sftp');
    const batch = makePath(attempt, 'batch');
    writeFileSync(batch, `put ${batch} ${file}\n`);
    await runLike('sftp', attempt, ['-b', batch, '127.0.0.1']);
    return hasArrived(file);
  },

  scp: async attempt => {
    const file = makePath(attempt, 'scp');
    await runLike('scp', attempt, [__filename, `127.0.0.1:${file}`]);
    return hasArrived(file);
  },

  'scp -O': async attempt => {
    const file = makePath(attempt, 'old-scp');
    await runLike('scp', attempt, ['-O', __filename, `127.0.0.1:${file}`]);
    return hasArrived(file);
  },
};

/** Sockets through which sshd forwards agents, as far as they can be seen. */
function listAgents(): string[] {
  return readdirSync('/tmp')
    .filter(name => /^ssh-\w+$/.test(name))
    .flatMap(name => {
      try {
        return readdirSync(join('/tmp', name));
      } catch {
        // It belongs to somebody else, or is gone.
        return [];
      }
    });
}

function listDevices(): number {
  return readdirSync('/sys/class/net').filter(name => name.startsWith('tun'))
    .length;
}

function hasArrived(file: string): boolean {
  const arrived = existsSync(file) && statSync(file).size > 0;
  rmSync(file, { force: true });
  return arrived;
}

import { TestDatabases } from '@backstage/backend-test-utils';
import { findPort } from '@stagedoor/test-programs';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BastionFixture } from './__testUtils__/BastionFixture';
import { Daemon, startSshd } from './__testUtils__/daemons';
import { Attempt, payloads } from './__testUtils__/payloads';
import { SshClient } from './__testUtils__/SshClient';
import { account, makeKey } from './__testUtils__/SshWorld';

jest.setTimeout(60_000);

describe('what would pass the recording by', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let directory: string;
  let world: BastionFixture;
  let agent: Daemon;
  let careless: Daemon;
  let ours: Attempt;
  let control: Attempt;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-past-'));
    world = await BastionFixture.create({
      knex: await databases.init('POSTGRES_18'),
      directory,
      hosts: 1,
    });
    const folder = join(directory, 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const socket = join(directory, 'agent');
    agent = await Daemon.start(['ssh-agent', '-D', '-a', socket], output =>
      output.includes('SSH_AUTH_SOCK'),
    );
    const { client, grant } = await certifyForEverything();
    const shared = {
      ...{ folder, agent: socket },
      target: world.targets[0].pinned.address,
    };
    ours = {
      ...{ ...shared, client, prefix: 'prod-1 ' },
      daemon: world.bastion.daemon.pid,
    };
    const port = await findPort();
    careless = await startCarelessSshd(port, grant);
    control = {
      ...{ ...shared, prefix: '', daemon: careless.pid, maker: 'root' },
      client: new SshClient({
        ...client.options,
        port,
        knownHosts: trustFor(port),
      }),
    };
  });

  afterAll(async () => {
    await careless?.stop();
    await agent?.stop();
    await world?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const ca = (name: string) => join(directory, 'data', 'access', 'ca', name);

  /** A certificate that the platform knows, and in which everything is allowed that OpenSSH can allow. */
  async function certifyForEverything() {
    const { client, grant } = await world.login();
    const keyId = `grant:${grant}:everything`;
    const line = readFileSync(`${client.options.key}.pub`, 'utf8');
    execFileSync('ssh-keygen', [
      ...['-q', '-s', ca('bastion-users'), '-I', keyId, '-z', '77'],
      ...['-n', `grant-${grant}`, '-V', '-5m:+1h'],
      `${client.options.key}.pub`,
    ]);
    await world.platform.knex('certificates').insert({
      serial: '77',
      kind: 'bastion',
      grant_id: grant,
      key_id: keyId,
      fingerprint: world.platform.authority.readPublicKey(line).fingerprint,
      issued_to: 'user:default/ana',
      valid_to: new Date(Date.now() + 3_600_000),
    });
    return { client, grant };
  }

  /** An sshd for the same certificates that forwards everything and runs what it is told. */
  async function startCarelessSshd(port: number, grant: number) {
    const folder = join(directory, 'careless');
    mkdirSync(folder);
    makeKey(join(folder, 'key'));
    writeFileSync(join(folder, 'principals'), `grant-${grant}\n`);
    const configuration = join(folder, 'sshd_config');
    writeFileSync(
      configuration,
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${join(folder, 'key')}`,
        `TrustedUserCAKeys ${ca('bastion-users.pub')}`,
        `AuthorizedPrincipalsFile ${join(folder, 'principals')}`,
        'AuthorizedKeysFile none',
        'PidFile none',
        'StrictModes no',
        'UsePAM no',
        'PermitTunnel yes',
        'X11Forwarding yes',
        'XAuthLocation /usr/bin/true',
        'Subsystem sftp internal-sftp',
      ].join('\n'),
    );
    return startSshd(configuration, port);
  }

  function trustFor(port: number): string {
    const file = join(directory, 'careless', 'known_hosts');
    const key = readFileSync(join(directory, 'careless', 'key.pub'), 'utf8');
    writeFileSync(file, `[127.0.0.1]:${port} ${key}`);
    return file;
  }

  it('is tried with a certificate that lets somebody in', async () => {
    const { stdout } = await ours.client.run(['-T'], ['prod-1', 'id -un']);
    expect(stdout.toString().trim()).toBe(account);
  });

  // Nobody but root can make devices.
  const tried = Object.keys(payloads).filter(
    name => name !== 'a tunnel' || process.getuid?.() === 0,
  );

  it.each(tried)(
    'gets through an sshd that is not careful, and not through a bastion: %s',
    async name => {
      const sessions = (await world.sessions()).length;
      expect(await payloads[name](control)).toBe(true);
      expect(await payloads[name](ours)).toBe(false);
      // What needs something to run on has a session, which is recorded.
      const isRun = ['an agent', 'X11'].includes(name);
      expect(await world.sessions()).toHaveLength(sessions + (isRun ? 1 : 0));
    },
  );

  it.each<[string, string[], string[]]>([
    ['a subsystem', ['-s'], ['prod-1']],
    ['no terminal and no command', ['-T'], ['prod-1']],
    ['a command of the bastion', ['-T'], ['sh', '-c', 'id']],
    ['an option as host', ['-T'], [' -oProxyCommand=id', 'x']],
  ])('is refused: %s', async (_, options, words) => {
    const { client } = await world.login();
    const before = (await world.sessions()).length;
    const { code } = await client.run(options, words);
    expect(code).toBeGreaterThan(0);
    expect(await world.sessions()).toHaveLength(before);
  });

  it('has nothing to run on: ssh -N', async () => {
    const { client } = await world.login();
    const before = (await world.sessions()).length;
    const ssh = client.start(['-v', '-N']);
    await ssh.says(/Entering interactive session/);
    await sleep(500);
    ssh.stop();
    await ssh.ended;
    expect(await world.sessions()).toHaveLength(before);
  });

  it('is recorded: scp as the beginning of something else', async () => {
    const { client } = await world.login();
    const shell = client.shell([], ['prod-1', 'scp -t /tmp/x; echo after; sh']);
    await shell.says(/recorded/);
    for (let i = 0; i < 40 && !shell.output.includes('after'); i += 1) {
      shell.type('\u0004');
      await sleep(250);
    }
    shell.type('echo inside-$((1+1)); exit\n');
    await shell.ended;
    const [{ id }] = await world.sessions();
    expect(await world.replay(id)).toContain('inside-2');
  });

  it('is recorded: a file that somebody fetches with a command', async () => {
    const { client } = await world.login();
    const file = join(ours.folder, 'fetched');
    writeFileSync(file, 'what-was-fetched');
    const { stdout } = await client.run(
      ['-T'],
      ['prod-1', `scp -f ${file}`],
      Buffer.alloc(3),
    );
    expect(stdout.toString()).toContain('what-was-fetched');
    const [{ command, id }] = await world.sessions();
    expect(command).toBe(`scp -f ${file}`);
    expect(await world.replay(id)).toContain('what-was-fetched');
  });

  it('is refused: a certificate for the bastion on a host', async () => {
    const { client } = await world.login();
    const [, port] = ours.target.split(':');
    const direct = await client.run([
      ...['-o', `Port=${port}`, '-o', 'StrictHostKeyChecking=no'],
      ...['-o', 'UserKnownHostsFile=/dev/null', '-T'],
    ]);
    expect(direct).toMatchObject({ code: 255 });
    expect(direct.stderr).toContain('Permission denied');
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { kill, listProcesses } from '@stagedoor/test-programs';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BastionFixture } from './__testUtils__/BastionFixture';
import { makeKey } from './__testUtils__/SshWorld';
import { RunningSsh } from './__testUtils__/SshClient';

jest.setTimeout(120_000);

let serial = 0;
/** A word that is in no command line but those of one test. */
const mark = () => {
  serial += 1;
  return `31${process.pid}${serial}`;
};

describe('a bastion with real hosts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let directory: string;
  let world: BastionFixture;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-bastion-'));
    const knex = await databases.init('POSTGRES_18');
    world = await BastionFixture.create({ knex, directory, hosts: 3 });
  });

  afterAll(async () => {
    await world?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function last() {
    const [session] = await world.sessions();
    return session;
  }

  /** The last session, once it has ended. */
  async function lastEnded() {
    for (let i = 0; i < 400; i += 1) {
      const session = await last();
      if (session.state !== 'active') {
        return session;
      }
      await sleep(100);
    }
    throw new Error('It did not end');
  }

  /**
   * Waits until an ssh has ended. Ten seconds are promised, and measured by `bench access`; a machine that is busy with
   * tests gets more.
   */
  async function hasEnded(ssh: RunningSsh): Promise<boolean> {
    const end = await Promise.race([ssh.ended, sleep(40_000, undefined)]);
    return end !== undefined;
  }

  /** Waits for something that comes within seconds. */
  async function until(isSo: () => boolean): Promise<void> {
    for (let i = 0; i < 400 && !isSo(); i += 1) {
      await sleep(100);
    }
    expect(isSo()).toBe(true);
  }

  const runs = (word: string) =>
    listProcesses().some(
      ({ command }) => command.includes(word) && !command.startsWith('ssh '),
    );

  it('lets somebody in, records what they see, and passes on how it ended', async () => {
    const { client } = await world.login();
    const shell = client.shell([], ['prod-1']);
    await shell.says(/Everything that is shown is recorded/);
    // What is typed before the host is there is not lost.
    shell.type('echo seen-$((40+2)); exit 7\n');
    expect(await shell.ended).toMatchObject({ code: 7 });

    expect(await last()).toMatchObject({
      state: 'ended',
      exitCode: 7,
      interactive: true,
      host: { name: 'prod-1' },
      recording: { state: 'whole' },
    });
    expect(await world.replay((await last()).id)).toContain('seen-42');
    expect(world.platform.events.slice(-3).map(e => e.eventId)).toEqual([
      'access-session-begin',
      'access-session-end',
      'access-recording-replay',
    ]);
  });

  it('asks for the host when none was named', async () => {
    const { client } = await world.login();
    const shell = client.shell([], []);
    await shell.says(/prod-1[^]*prod-2[^]*prod-3[^]*Which one/);
    shell.type('2\n');
    await shell.says(/recorded/);
    shell.type('exit\n');
    await shell.ended;
    expect(await last()).toMatchObject({ host: { name: 'prod-2' } });
  });

  it('passes bytes through in both directions, apart from errors', async () => {
    const { client } = await world.login();
    const bytes = Buffer.from(
      Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 256),
    );
    const result = await client.run(
      ['-T'],
      ['prod-2', 'cat; echo aside >&2; exit 3'],
      bytes,
    );
    expect(result.code).toBe(3);
    expect(result.stdout.equals(bytes)).toBe(true);
    expect(result.stderr).toMatch(/aside\n$/);
    expect(await last()).toMatchObject({
      state: 'ended',
      command: 'cat; echo aside >&2; exit 3',
      interactive: false,
      recording: { state: 'whole' },
    });
    expect(await world.replay((await last()).id)).toContain('aside');
  });

  it('never records what is typed and not shown', async () => {
    const { client } = await world.login();
    const shell = client.shell([], ['prod-1']);
    await shell.says(/\$ /);
    shell.type(
      'stty -echo; printf "a""sk:"; read a; stty echo; echo got ${#a}\n',
    );
    await shell.says(/ask:/);
    await sleep(300);
    shell.type('hunter2-canary\n');
    await shell.says(/got 14/);
    shell.type('exit\n');
    await shell.ended;
    expect(await world.replay((await last()).id)).not.toContain('hunter2');
  });

  it('follows the size of the window', async () => {
    const { client } = await world.login();
    // `script` gives ssh a terminal, whose size is changed from inside.
    const command = ['ssh', ...client.connection, '-tt', '127.0.0.1', 'prod-1'];
    const wider = join(directory, 'wider');
    const shell = new RunningSsh('script', [
      '-qec',
      `t=$(tty); stty cols 101 rows 41; (while ! [ -e ${wider} ]; do sleep 0.1; done; stty cols 133 rows 44 < $t) & exec ${command
        .map(word => `'${word}'`)
        .join(' ')}`,
      '/dev/null',
    ]);
    await shell.says(/\$ /);
    shell.type('stty size\n');
    await shell.says(/41 101/);
    writeFileSync(wider, '');
    for (let i = 0; i < 100 && !shell.output.includes('44 133'); i += 1) {
      shell.type('stty size\n');
      await sleep(100);
    }
    shell.type('exit\n');
    await shell.ended;
    const [header, ...events] = await world.readCast((await last()).id);
    expect(header).toMatchObject({ width: 101, height: 41 });
    expect(events).toContainEqual([expect.any(Number), 'r', '133x44']);
  });

  describe('the end of access', () => {
    it('ends a terminal, and what runs in it', async () => {
      const { client, grant } = await world.login();
      const word = mark();
      const shell = client.shell([], ['prod-1']);
      await shell.says(/\$ /);
      shell.type(`sleep ${word}\n`);
      await until(() => runs(word));
      await world.platform.grants.revoke(grant);
      expect(await hasEnded(shell)).toBe(true);
      expect(shell.output).toContain('taken away');
      expect(await lastEnded()).toMatchObject({
        state: 'terminated',
        recording: { state: 'whole' },
      });
      await until(() => !runs(word));
    });

    it('ends a command without a terminal, also a deaf one', async () => {
      const { client, grant } = await world.login();
      const word = mark();
      const ssh = client.start(
        ['-T'],
        [
          'prod-1',
          `trap '' HUP TERM; echo up; while :; do sleep ${word}; done`,
        ],
      );
      await ssh.says(/up/);
      await world.platform.grants.revoke(grant);
      expect(await hasEnded(ssh)).toBe(true);
      await until(() => !runs(word));
    });

    it('leaves on the host what has detached itself, and says so in the docs', async () => {
      const { client, grant } = await world.login();
      const word = mark();
      const shell = client.shell([], ['prod-1']);
      await shell.says(/\$ /);
      shell.type(`setsid sleep ${word} </dev/null >/dev/null 2>&1 &\n`);
      await until(() => runs(word));
      await world.platform.grants.revoke(grant);
      expect(await hasEnded(shell)).toBe(true);
      const left = listProcesses().filter(({ command }) =>
        command.endsWith(`sleep ${word}`),
      );
      expect(left).toHaveLength(1);
      kill(left[0].pid, 'SIGKILL');
    });

    it('comes with its time', async () => {
      const { client, grant } = await world.login();
      const shell = client.shell([], ['prod-1']);
      await shell.says(/recorded/);
      const { knex } = world.platform;
      await knex('grants')
        .where({ id: grant })
        .update({ ends_at: knex.raw("now() + interval '5 seconds'") });
      expect(await hasEnded(shell)).toBe(true);
      expect(shell.output).toMatch(/ends in \d seconds[^]*time of this access/);
      expect(await lastEnded()).toMatchObject({ state: 'terminated' });
    });

    it('comes when somebody terminates the session', async () => {
      const { client } = await world.login();
      const shell = client.shell([], ['prod-1']);
      await shell.says(/recorded/);
      const { id } = await last();
      await world.terminate(id, 'Enough');
      expect(await hasEnded(shell)).toBe(true);
      expect(shell.output).toContain('Enough');
      expect(await lastEnded()).toMatchObject({ id, state: 'terminated' });
    });

    it('is not outlived by a shared connection', async () => {
      const { client, grant } = await world.login();
      const socket = join(directory, 'master');
      const shared = ['-o', `ControlPath=${socket}`];
      const master = client.shell(['-M', ...shared], ['prod-1']);
      await master.says(/recorded/);
      // While a session runs, the connection takes no other.
      const second = await client.run(
        ['-T', '-o', 'ControlMaster=no', ...shared],
        ['prod-1', 'echo second'],
      );
      expect(second.stderr).toMatch(/refused|failed/i);
      await world.platform.grants.revoke(grant);
      expect(await hasEnded(master)).toBe(true);
      const third = await client.run(
        ['-T', ...shared],
        ['prod-1', 'echo third'],
      );
      expect(third.stdout.toString()).not.toContain('third');
      expect(third.code).not.toBe(0);
    });

    it('refuses the next login, by the platform and by the list alone', async () => {
      const { client, grant } = await world.login();
      expect(await client.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 0,
      });
      await world.platform.grants.revoke(grant);
      expect(await client.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 255,
      });
      await world.bastion.refreshRevocations();
      expect(await client.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 255,
      });
      expect(world.bastion.daemon.output).toMatch(/revoked by file/);
      // Nobody else is kept out by it.
      const other = await world.login();
      expect(await other.client.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 0,
      });
    });
  });

  describe('a session that cannot be recorded', () => {
    it.each(['SIGKILL', 'SIGSTOP'] as const)(
      'ends when its recorder gets %s',
      async signal => {
        const { client } = await world.login();
        const word = mark();
        const shell = client.shell([], ['prod-1']);
        await shell.says(/\$ /);
        shell.type(`sleep ${word}\n`);
        await until(() => runs(word));
        const [gate] = listProcesses().filter(
          ({ command }) =>
            command.includes('stagedoor-gate') &&
            // Other tests have bastions of their own at the same time.
            command.includes(world.bastion.settings) &&
            command.startsWith('/usr/bin/python3'),
        );
        kill(gate.pid, signal);
        if (signal === 'SIGSTOP') {
          // A frozen recorder shows nothing and passes nothing on; then the platform gives up the session.
          await sleep(1000);
          kill(gate.pid, 'SIGKILL');
        }
        expect(await hasEnded(shell)).toBe(true);
        expect(await lastEnded()).toMatchObject({
          recording: { state: 'torn' },
        });
        await until(() => !runs(word));
      },
    );

    it('does not begin while the platform does not answer', async () => {
      const { client } = await world.login();
      const alone = await world.ssh.startBastion({
        name: 'alone',
        platform: 'http://127.0.0.1:9',
        token: world.tokens.own,
      });
      const elsewhere = world.through(client, alone);
      expect(await elsewhere.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 255,
      });
    });

    it('does not begin through a bastion whose token is none', async () => {
      const { client } = await world.login();
      const foreign = await world.ssh.startBastion({
        name: 'foreign',
        platform: world.platform.url,
        token: 'a-token-that-the-platform-does-not-know',
      });
      const elsewhere = world.through(client, foreign);
      expect(await elsewhere.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 255,
      });
    });

    it('ends when the collector dies, and nobody gets in without it', async () => {
      const bastion = await world.ssh.startBastion({
        name: 'bastion-3',
        platform: world.platform.url,
        token: world.tokens.own,
      });
      const { client } = await world.login();
      const elsewhere = world.through(client, bastion);
      const shell = elsewhere.shell([], ['prod-1']);
      await shell.says(/recorded/);
      await bastion.collector.stop();
      expect(await hasEnded(shell)).toBe(true);
      expect(shell.output).toContain('recorder of this session is gone');
      expect(await elsewhere.run(['-T'], ['prod-1', 'true'])).toMatchObject({
        code: 255,
      });
    });
  });

  it('lets nobody in on a host that the grant does not name', async () => {
    const { client } = await world.login({ hosts: ['prod-1'] });
    const { code, stderr } = await client.run(['-T'], ['prod-2', 'true']);
    expect(code).toBe(77);
    expect(stderr).toContain('It is for prod-1');
  });

  it('lets nobody in with a key alone, or with a certificate of somebody else', async () => {
    const { client } = await world.login();
    const key = join(directory, 'stranger');
    makeKey(key);
    const stranger = world.through(client, world.bastion, { key });
    expect(await stranger.run(['-T'], ['prod-1', 'true'])).toMatchObject({
      code: 255,
    });
  });
});

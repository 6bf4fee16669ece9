import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { LeaseLostError } from '@stagedoor/plugin-releases-node';
import { readCurrent } from './__testUtils__/EngineFixture';
import { countProcesses, listCommandLines } from './__testUtils__/processes';
import { SshFixture } from './__testUtils__/SshFixture';
import { plannedHost } from './__testUtils__/testPlan';
import { SshReleaseEngine } from './SshReleaseEngine';

jest.setTimeout(180_000);

describe('connections and commands on hosts', () => {
  let fixture: SshFixture;

  beforeAll(async () => {
    fixture = await SshFixture.create(6);
  });

  afterAll(() => fixture?.close());

  beforeEach(() => fixture.startService());

  it('says no before the switch when a hook hangs, and leaves nothing of it running', async () => {
    const hosts = fixture.ssh.planned([0]);
    const old = await fixture.bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'new' });
    const release = await fixture.platform
      .create(
        fixture.plan(commit, hosts, {
          target: {
            hookTimeout: '1s',
            hooks: { beforeSwitch: ['echo started; sleep 313; echo never'] },
          },
        }),
      )
      .run();
    expect(release.state).toBe('failed');
    expect(release.outcome).toBe(
      "prod-1: The hook beforeSwitch 'echo started; sleep 313; echo never' took longer than 1s and was stopped",
    );
    expect(release.log).toContain('prod-1: started');
    expect(release.log).not.toContain('prod-1: never');
    expect(release.states).toEqual({ 'prod-1': 'failed' });
    expect(await readCurrent(fixture.on('prod-1'))).toBe(`releases/${old.id}`);
    expect(countProcesses('sleep 313')).toBe(0);
  });

  it('goes on when a hook leaves a service running that still holds its output', async () => {
    const commit = await fixture.source.commit({ a: fixture.name });
    const started = Date.now();
    const release = await fixture.platform
      .create(
        fixture.plan(commit, fixture.ssh.planned([0]), {
          target: {
            hooks: {
              afterSwitch: ['echo serving; sleep 317 & echo $! > ../../pid'],
            },
          },
        }),
      )
      .run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(countProcesses('sleep 317')).toBe(1);
    process.kill(
      Number(await readFile(fixture.on('prod-1', 'pid'), 'utf8')),
      'SIGKILL',
    );
  });

  it('inspects hosts and changes nothing', async () => {
    const target = fixture.plan('0'.repeat(40), [
      ...fixture.ssh.planned([0]),
      plannedHost('gone', { connection: 'ssh', address: `127.0.0.1:1` }),
    ]);
    const [found, gone] = await fixture.engine.inspect(target, {
      signal: new AbortController().signal,
    });
    expect(found.checks.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Login: passed',
      'Programs: passed',
      'Permission to write: passed',
      'Space on disk: passed',
      'Link to the live version: passed',
    ]);
    expect(gone.checks).toEqual([
      {
        name: 'Login',
        state: 'unknown',
        detail: expect.stringContaining('refused'),
      },
    ]);
    expect(await readdir(fixture.ssh.get('prod-1').path())).not.toContain(
      fixture.name,
    );
  });

  it('says what to do about a login that is refused and a key that is not known', async () => {
    const signal = new AbortController().signal;
    const target = fixture.plan('0'.repeat(40), fixture.ssh.planned([0]));
    const inspect = async (engine: SshReleaseEngine, user: string) => {
      const [{ checks }] = await engine.inspect(
        { ...target, target: { ...target.target, user } },
        { signal },
      );
      await engine.close();
      return checks;
    };
    const known = {
      knownHostsFile: fixture.ssh.knownHostsFile,
      identityFile: fixture.ssh.identityFile,
    };
    const stranger = fixture.local.createEngine({
      ...known,
      identityFile: fixture.ssh.get('prod-1').key,
    });
    expect(await inspect(stranger, fixture.ssh.user)).toEqual([
      {
        name: 'Login',
        state: 'unknown',
        detail: expect.stringMatching(
          /^it refused the login: the public key of/,
        ),
      },
    ]);
    const elsewhere = fixture.local.createEngine({
      ...known,
      knownHostsFile: '/dev/null',
    });
    expect(await inspect(elsewhere, fixture.ssh.user)).toEqual([
      {
        name: 'Login',
        state: 'unknown',
        detail: expect.stringMatching(
          /^its host key is not the one in releases\.ssh\.knownHostsFile/,
        ),
      },
    ]);
  });

  it('signs in on many hosts behind one sshd without being turned away', async () => {
    const [{ address }] = fixture.ssh.planned([0]);
    const many = Array.from({ length: 24 }, (_, i) =>
      plannedHost(`many-${i}`, { connection: 'ssh', address }),
    );
    const found = await fixture.engine.inspect(
      fixture.plan('0'.repeat(40), many),
      {
        signal: new AbortController().signal,
      },
    );
    expect(new Set(found.map(({ checks }) => checks[0].detail))).toEqual(
      new Set([`${fixture.ssh.user} may log in`]),
    );
  });

  it('stops sending when somebody cancels, and leaves nothing half done', async () => {
    const hosts = fixture.ssh.planned([0]);
    const old = await fixture.bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({
      big: randomBytes(20_000_000).toString('base64'),
    });
    const release = fixture.platform.create(fixture.plan(commit, hosts));
    release.onLine = line => {
      if (line.startsWith('prod-1: Sending')) {
        setTimeout(() => release.cancel(), 60);
      }
    };
    await release.run();
    expect([release.state, release.states]).toEqual([
      'cancelled',
      { 'prod-1': 'preparing' },
    ]);
    expect(await readCurrent(fixture.on('prod-1'))).toBe(`releases/${old.id}`);
    expect(await readdir(fixture.on('prod-1', 'releases'))).toEqual([
      String(old.id),
    ]);
  });

  const listOwn = () =>
    listCommandLines().filter(
      line =>
        line.includes(fixture.ssh.identityFile) && line.startsWith('ssh '),
    );

  it('keeps no connection open after a release, nor a process on the host', async () => {
    await fixture.bring({ a: fixture.name }, fixture.ssh.planned([0, 0]));
    expect(listOwn()).toEqual([]);
  });

  it('keeps none open either when the lease is lost between two steps', async () => {
    const { engine, platform } = fixture;
    const commit = await fixture.source.commit({ a: fixture.name });
    const plan = fixture.plan(commit, fixture.ssh.planned([0]));
    const release = platform.create(plan);
    release.epoch = 1;
    const lost = new AbortController();
    for (const step of engine.listSteps(plan)) {
      if (step.key !== 'clean-up') {
        const context = release.context(step.key);
        await engine.execute(step, { ...context, signal: lost.signal });
      }
    }
    expect(listOwn()).not.toEqual([]);
    lost.abort(new LeaseLostError('Another worker has taken it over'));
    while (listOwn().length > 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  });
});

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  EngineFixture,
  readCurrent,
  readHistory,
} from './__testUtils__/EngineFixture';
import { hostsPath, SshHosts } from './__testUtils__/SshHosts';
import { countProcesses } from './__testUtils__/processes';
import { plannedHost, testPlan } from './__testUtils__/testPlan';

jest.setTimeout(120_000);

describe('releases to hosts over SSH', () => {
  let directory: string;
  let ssh: SshHosts;
  let fixture: EngineFixture;
  let count = 0;
  let path: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-sshd-'));
    ssh = await SshHosts.start(directory, 6);
    fixture = await EngineFixture.create({
      identityFile: ssh.identityFile,
      knownHostsFile: ssh.knownHostsFile,
      connectTimeout: { seconds: 3 },
    });
  });

  afterAll(async () => {
    await fixture?.close();
    await ssh?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  beforeEach(() => {
    count += 1;
    path = `service-${count}`;
  });

  function plan(
    commit: string,
    hosts: PlannedHost[],
    more: Parameters<typeof testPlan>[2] = {},
  ): ReleasePlan {
    return testPlan(commit, hosts, {
      ...more,
      component: `component:default/${path}`,
      target: { path: `${hostsPath}/${path}`, user: ssh.user, ...more.target },
    });
  }

  const on = (host: string, ...parts: string[]) =>
    ssh.get(host).path(path, ...parts);
  const currents = () =>
    Promise.all(ssh.hosts.map(({ name }) => readCurrent(on(name))));

  it('switches batch by batch, and packs the same commit once', async () => {
    const commit = await fixture.source.commit({ VERSION: `${path}\n` });
    const first = await fixture.platform
      .create(
        plan(commit, ssh.planned([0, 1, 1, 2, 2, 2]), {
          target: {
            hooks: {
              beforeAll: ['echo before all on $STAGEDOOR_HOST'],
              beforeSwitch: ['test "$(cat VERSION)" = ' + path],
              afterSwitch: [
                'echo "switched to $STAGEDOOR_VERSION" >> ../../switches',
              ],
              afterAll: ['echo after all'],
            },
            verify: [
              {
                command: 'test -f current/VERSION || test -f VERSION',
                within: '5s',
              },
            ],
          },
        }),
      )
      .run();
    expect([first.state, first.outcome]).toEqual(['succeeded', '']);
    expect(Object.values(first.states)).toEqual(Array(6).fill('verified'));
    expect([...first.steps.keys()]).toEqual([
      'check-out',
      'package',
      'before-all',
      'batch-1',
      'batch-2',
      'batch-3',
      'after-all',
      'clean-up',
    ]);
    expect(await currents()).toEqual(Array(6).fill(`releases/${first.id}`));
    expect(await readFile(on('prod-6', 'current', 'VERSION'), 'utf8')).toBe(
      `${path}\n`,
    );
    expect(await readHistory(on('prod-6'))).toEqual([
      `switch ${first.id}: 0 > ${first.id}`,
    ]);

    const second = await fixture.platform
      .create(plan(commit, ssh.planned([0, 0, 0, 0, 0, 0])))
      .run();
    expect(second.steps.get('check-out')?.detail).toBe('Built before');
    expect(second.facts.get('package')).toEqual(first.facts.get('package'));
    expect(second.host('resource:default/prod-3')).toMatchObject({
      previous: { release: first.id, version: { commit } },
      runs: { release: second.id, version: { commit } },
    });
    expect(await readdir(fixture.path('data', 'releases', 'work'))).toEqual([]);
  });

  /** Puts a version on some hosts. */
  async function bring(files: Record<string, string>, hosts: PlannedHost[]) {
    const commit = await fixture.source.commit(files);
    const release = await fixture.platform.create(plan(commit, hosts)).run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    return release;
  }

  it('puts each host back to its own previous version when a batch fails', async () => {
    const hosts = ssh.planned([0, 0, 0, 0]);
    const one = await bring({ OK: '1' }, hosts.slice(0, 3));
    const two = await bring({ OK: '2' }, hosts.slice(1, 2));
    const commit = await fixture.source.commit({ BROKEN: '3' });
    const log = '$STAGEDOOR_PATH/hooks';
    const bad = await fixture.platform
      .create(
        plan(commit, ssh.planned([0, 1, 1, 1, 2]), {
          target: {
            hooks: {
              afterSwitch: [`echo new $STAGEDOOR_RELEASE >> ${log}`],
              afterRollback: [`echo old $STAGEDOOR_RELEASE >> ${log}`],
            },
            verify: [
              {
                command: 'test "$STAGEDOOR_HOST" != prod-3 || test -f OK',
                within: '1s',
              },
            ],
          },
        }),
      )
      .run();
    expect(bad.state).toBe('failed');
    expect(bad.outcome).toMatch(
      /^prod-3: .* did not succeed within 1s: it ended with 1$/,
    );
    expect(bad.undone).toBe(
      'Put back to their previous versions: prod-1, prod-2, prod-3, prod-4',
    );
    expect(bad.states).toEqual({
      'prod-1': 'rolled_back',
      'prod-2': 'rolled_back',
      'prod-3': 'rolled_back',
      'prod-4': 'rolled_back',
      'prod-5': 'untouched',
    });
    expect((await currents()).slice(0, 5)).toEqual([
      `releases/${one.id}`,
      `releases/${two.id}`,
      `releases/${one.id}`,
      undefined,
      undefined,
    ]);
    expect(bad.host('resource:default/prod-2')).toMatchObject({
      runs: { release: two.id },
      message: expect.stringContaining('It was put back to'),
    });
    expect(bad.host('resource:default/prod-4').runs).toBeUndefined();
    expect(bad.host('resource:default/prod-4').message).toContain(
      'Nothing was live here before',
    );
    expect(await readFile(on('prod-2', 'hooks'), 'utf8')).toBe(
      `new ${bad.id}\nold ${two.id}\n`,
    );
    expect(await readHistory(on('prod-3'))).toEqual([
      `switch ${one.id}: 0 > ${one.id}`,
      `switch ${bad.id}: ${one.id} > ${bad.id}`,
      `back ${bad.id}: ${bad.id} > ${one.id}`,
    ]);
  });

  it('leaves hosts as they are when onFailure says so', async () => {
    const hosts = ssh.planned([0, 1]);
    const commit = await fixture.source.commit({ a: '1' });
    const release = await fixture.platform
      .create(
        plan(commit, hosts, {
          target: {
            onFailure: 'halt',
            hooks: { afterSwitch: ['test "$STAGEDOOR_HOST" = prod-1'] },
          },
        }),
      )
      .run();
    expect(release.state).toBe('failed');
    expect(release.undone).toBe(
      'Hosts were left as they are, as onFailure says: prod-1, prod-2',
    );
    expect(release.states).toEqual({
      'prod-1': 'verified',
      'prod-2': 'failed',
    });
    expect(release.host('resource:default/prod-2').runs?.release).toBe(
      release.id,
    );
  });

  it('stops when a host is down before anything of its batch is switched, and retries only what is missing', async () => {
    const commit = await fixture.source.commit({ a: path });
    const down = ssh.get('prod-3');
    await down.stop();
    const release = await fixture.platform
      .create(plan(commit, ssh.planned([0, 1, 1])))
      .run()
      .finally(() => down.start());
    expect(release.state).toBe('failed');
    expect(release.outcome).toMatch(
      /^prod-3: Contact was lost: .*Connection refused/,
    );
    expect(release.undone).toBeUndefined();
    expect(release.states).toEqual({
      'prod-1': 'verified',
      'prod-2': 'untouched',
      'prod-3': 'failed',
    });
    expect((await currents()).slice(0, 3)).toEqual([
      `releases/${release.id}`,
      undefined,
      undefined,
    ]);

    const found = release.facts.get('package') as {
      digest: string;
      bytes: number;
    };
    const retry = await fixture.platform
      .create(plan(commit, ssh.planned([0, 0, 0]).slice(1), { package: found }))
      .run();
    expect([retry.state, [...retry.steps.keys()]]).toEqual([
      'succeeded',
      ['find', 'batch-1', 'clean-up'],
    ]);
    expect(retry.states).toEqual({
      'prod-2': 'verified',
      'prod-3': 'verified',
    });
  });

  it('does not call a host failed or put back that falls silent while it is switched', async () => {
    const hosts = ssh.planned([0, 0, 0, 1]);
    const old = await bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'new' });
    const release = fixture.platform.create(plan(commit, hosts));
    const silent = ssh.get('prod-2');
    release.onReach = point => {
      if (point === 'before-switch:prod-2') {
        silent.freeze();
      }
    };
    const started = Date.now();
    await release.run();
    expect(Date.now() - started).toBeLessThan(30_000);
    expect(release.state).toBe('failed');
    expect(release.outcome).toMatch(/^prod-2: Contact was lost/);
    expect(release.states).toEqual({
      'prod-1': 'verified',
      'prod-2': 'unknown',
      'prod-3': 'verified',
      'prod-4': 'untouched',
    });
    expect(release.undone).toBe('Not put back: prod-2');
    silent.thaw();

    const found = release.facts.get('package') as {
      digest: string;
      bytes: number;
    };
    const retry = await fixture.platform
      .create(
        plan(commit, ssh.planned([0, 0, 0, 0], ['prod-2', 'prod-4']), {
          package: found,
        }),
      )
      .run();
    expect([retry.state, retry.outcome]).toEqual(['succeeded', '']);
    expect(await readCurrent(on('prod-2'))).toBe(`releases/${retry.id}`);
    expect([old.id, release.id]).toContain(
      retry.host('resource:default/prod-2').previous?.release,
    );
  });

  it('says no before the switch when a hook hangs, and leaves nothing of it running', async () => {
    const hosts = ssh.planned([0]);
    const old = await bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'new' });
    const release = await fixture.platform
      .create(
        plan(commit, hosts, {
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
    expect(await readCurrent(on('prod-1'))).toBe(`releases/${old.id}`);
    expect(countProcesses('sleep 313')).toBe(0);
  });

  it('goes on when a hook leaves a service running that still holds its output', async () => {
    const commit = await fixture.source.commit({ a: path });
    const started = Date.now();
    const release = await fixture.platform
      .create(
        plan(commit, ssh.planned([0]), {
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
      Number(await readFile(on('prod-1', 'pid'), 'utf8')),
      'SIGKILL',
    );
  });

  it('refuses a release whose shared file is missing, and links it once it is there', async () => {
    const hosts = ssh.planned([0]);
    const old = await bring({ 'config/app.env': 'packed' }, hosts);
    const shared = { files: ['config/app.env'], folders: ['uploads'] };
    const commit = await fixture.source.commit({
      'config/app.env': 'packed',
      a: path,
    });
    const refused = await fixture.platform
      .create(plan(commit, hosts, { target: { shared } }))
      .run();
    expect(refused.outcome).toMatch(
      /^prod-1: the shared file .*\/shared\/config\/app.env is missing; put it there/,
    );
    expect(await readCurrent(on('prod-1'))).toBe(`releases/${old.id}`);
    expect((await readdir(on('prod-1', 'releases'))).sort()).toEqual([
      String(old.id),
    ]);

    await mkdir(on('prod-1', 'shared', 'uploads'), { recursive: true });
    await mkdir(on('prod-1', 'shared', 'config'), { recursive: true });
    await writeFile(on('prod-1', 'shared', 'config', 'app.env'), 'shared');
    const release = await fixture.platform
      .create(plan(commit, hosts, { target: { shared } }))
      .run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    expect(
      await readFile(on('prod-1', 'current', 'config', 'app.env'), 'utf8'),
    ).toBe('shared');
    expect(await readlink(on('prod-1', 'current', 'uploads'))).toBe(
      on('prod-1', 'shared', 'uploads'),
    );
  });

  it('refuses a shared link whose parent leads out of the release', async () => {
    const hosts = ssh.planned([0]);
    const canary = on('prod-1', 'elsewhere');
    const attempt = async (target: string) => {
      const commit = await fixture.source.commit({
        'inside/x': path,
        config: `-> ${target}`,
      });
      return fixture.platform
        .create(
          plan(commit, hosts, {
            target: { shared: { files: ['config/app.env'], folders: [] } },
          }),
        )
        .run();
    };
    await mkdir(on('prod-1', 'shared', 'config'), { recursive: true });
    await writeFile(on('prod-1', 'shared', 'config', 'app.env'), 'shared');
    await mkdir(canary, { recursive: true });
    // Ours to write to, as the account of the hosts sees it.
    if (process.getuid?.() === 0) {
      execFileSync('chown', ['-R', ssh.user, on('prod-1')]);
    }
    const refused = await attempt('inside');
    expect(refused.outcome).toContain(
      'would leave the folder of the release: config is a link itself',
    );
    const outside = await attempt(canary);
    expect(outside.outcome).toContain("The link 'config' points to");
    expect(await readdir(canary)).toEqual([]);
  });

  it('keeps the old version live on a host whose disk is full', async () => {
    const hosts = ssh.planned([0, 0]);
    const old = await bring({ a: 'old' }, hosts);
    const noise = randomBytes(3_000_000).toString('base64');
    const commit = await fixture.source.commit({
      'big.txt': noise,
      'zeros.txt': '0'.repeat(20_000_000),
    });
    const release = fixture.platform.create(plan(commit, hosts));
    const lift = await ssh.get('prod-2').limitDisk(on('prod-2'), 9_000_000);
    try {
      await release.run();
    } finally {
      await lift();
    }
    expect(release.state).toBe('failed');
    expect(release.outcome).toMatch(
      /^prod-2: (the package could not be (written|unpacked)|its disk is full)/,
    );
    expect(release.states).toEqual({
      'prod-1': 'untouched',
      'prod-2': 'failed',
    });
    expect((await currents()).slice(0, 2)).toEqual([
      `releases/${old.id}`,
      `releases/${old.id}`,
    ]);
  });

  it('returns quickly to a version that is still on the hosts, without sending it', async () => {
    const hosts = ssh.planned([0, 0]);
    const one = await bring({ a: 'one' }, hosts);
    const two = await bring({ a: 'two' }, hosts);
    const back = await fixture.platform
      .create(plan(one.plan.version.commit, hosts, { kind: 'rollback' }))
      .run();
    expect([back.state, back.outcome]).toEqual(['succeeded', '']);
    expect(back.log).not.toContain('Sending');
    expect((await currents()).slice(0, 2)).toEqual([
      `releases/${one.id}`,
      `releases/${one.id}`,
    ]);
    expect(back.host('resource:default/prod-1')).toMatchObject({
      previous: { release: two.id },
      runs: { release: back.id, version: one.plan.version },
    });
    // A release after that which fails goes back to what the rollback put there.
    const commit = await fixture.source.commit({ a: 'three' });
    const bad = await fixture.platform
      .create(
        plan(commit, hosts, { target: { hooks: { afterSwitch: ['false'] } } }),
      )
      .run();
    expect(bad.states).toEqual({
      'prod-1': 'rolled_back',
      'prod-2': 'rolled_back',
    });
    expect((await currents()).slice(0, 2)).toEqual([
      `releases/${one.id}`,
      `releases/${one.id}`,
    ]);
    expect(bad.host('resource:default/prod-1').runs).toEqual({
      release: back.id,
      version: one.plan.version,
    });
  });

  it('keeps the live version, the one before it and the last that ran, whatever their age', async () => {
    const hosts = ssh.planned([0]);
    const keep = { target: { keep: 1 } };
    const neighbour = await bring({ a: 'neighbour' }, hosts);
    const ids: number[] = [];
    const commits: string[] = [];
    for (const a of ['one', 'two', 'three']) {
      const commit = await fixture.source.commit({ a });
      const release = await fixture.platform
        .create(plan(commit, hosts, keep))
        .run();
      expect(release.outcome).toBe('');
      ids.push(release.id);
      commits.push(commit);
    }
    // Not a release of this component: never touched.
    await mkdir(on('prod-1', 'releases', '1'), { recursive: true });
    await mkdir(on('prod-1', 'releases', 'notes'), { recursive: true });
    const back = await fixture.platform
      .create(plan(commits[1], hosts, { kind: 'rollback', ...keep }))
      .run();
    expect(back.state).toBe('succeeded');
    expect(back.history.at(-1)?.change.kept).toEqual([ids[1], ids[2]]);
    expect((await readdir(on('prod-1', 'releases'))).sort()).toEqual(
      ['1', 'notes', String(ids[1]), String(ids[2])].sort(),
    );
    expect(neighbour.state).toBe('succeeded');

    const pruned = await fixture.platform
      .create(plan(commits[0], hosts, { kind: 'rollback', ...keep }))
      .run();
    expect(pruned.state).toBe('failed');
    expect(pruned.outcome).toMatch(
      /^Nothing was changed\. .* no package of it is kept: prod-1 does not have it$/,
    );
    expect(await readCurrent(on('prod-1'))).toBe(`releases/${ids[1]}`);
  });

  it('does not take the folder of another component', async () => {
    const hosts = ssh.planned([0]);
    const old = await bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'other' });
    const release = await fixture.platform
      .create({ ...plan(commit, hosts), component: 'component:default/other' })
      .run();
    expect(release.outcome).toMatch(
      /belongs to component:default\/service-\d+; give each component a path of its own$/,
    );
    expect(await readCurrent(on('prod-1'))).toBe(`releases/${old.id}`);
  });

  it('inspects hosts and changes nothing', async () => {
    const target = plan('0'.repeat(40), [
      ...ssh.planned([0]),
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
    expect(await readdir(ssh.get('prod-1').path())).not.toContain(path);
  });
});

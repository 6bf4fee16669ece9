import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  mkdir,
  readdir,
  readFile,
  readlink,
  writeFile,
} from 'node:fs/promises';
import { readCurrent } from './__testUtils__/EngineFixture';
import { SshFixture } from './__testUtils__/SshFixture';

jest.setTimeout(180_000);

describe('folders of releases on hosts', () => {
  let fixture: SshFixture;

  beforeAll(async () => {
    fixture = await SshFixture.create(6);
  });

  afterAll(() => fixture?.close());

  beforeEach(() => fixture.startService());

  it('refuses a release whose shared file is missing, and links it once it is there', async () => {
    const hosts = fixture.ssh.planned([0]);
    const old = await fixture.bring({ 'config/app.env': 'packed' }, hosts);
    const shared = { files: ['config/app.env'], folders: ['uploads'] };
    const commit = await fixture.source.commit({
      'config/app.env': 'packed',
      a: fixture.name,
    });
    const refused = await fixture.platform
      .create(fixture.plan(commit, hosts, { target: { shared } }))
      .run();
    expect(refused.outcome).toMatch(
      /^prod-1: the shared file .*\/shared\/config\/app.env is missing; put it there/,
    );
    expect(await readCurrent(fixture.on('prod-1'))).toBe(`releases/${old.id}`);
    expect((await readdir(fixture.on('prod-1', 'releases'))).sort()).toEqual([
      String(old.id),
    ]);

    await mkdir(fixture.on('prod-1', 'shared', 'uploads'), { recursive: true });
    await mkdir(fixture.on('prod-1', 'shared', 'config'), { recursive: true });
    await writeFile(
      fixture.on('prod-1', 'shared', 'config', 'app.env'),
      'shared',
    );
    const release = await fixture.platform
      .create(fixture.plan(commit, hosts, { target: { shared } }))
      .run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    expect(
      await readFile(
        fixture.on('prod-1', 'current', 'config', 'app.env'),
        'utf8',
      ),
    ).toBe('shared');
    expect(await readlink(fixture.on('prod-1', 'current', 'uploads'))).toBe(
      fixture.on('prod-1', 'shared', 'uploads'),
    );
  });

  it('refuses a shared link whose parent leads out of the release', async () => {
    const hosts = fixture.ssh.planned([0]);
    const canary = fixture.on('prod-1', 'elsewhere');
    const attempt = async (target: string) => {
      const commit = await fixture.source.commit({
        'inside/x': fixture.name,
        config: `-> ${target}`,
      });
      return fixture.platform
        .create(
          fixture.plan(commit, hosts, {
            target: { shared: { files: ['config/app.env'], folders: [] } },
          }),
        )
        .run();
    };
    await mkdir(fixture.on('prod-1', 'shared', 'config'), { recursive: true });
    await writeFile(
      fixture.on('prod-1', 'shared', 'config', 'app.env'),
      'shared',
    );
    await mkdir(canary, { recursive: true });
    // Ours to write to, as the account of the hosts sees it.
    if (process.getuid?.() === 0) {
      execFileSync('chown', ['-R', fixture.ssh.user, fixture.on('prod-1')]);
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
    const hosts = fixture.ssh.planned([0, 0]);
    const old = await fixture.bring({ a: 'old' }, hosts);
    const noise = randomBytes(3_000_000).toString('base64');
    const commit = await fixture.source.commit({
      'big.txt': noise,
      'zeros.txt': '0'.repeat(20_000_000),
    });
    const release = fixture.platform.create(fixture.plan(commit, hosts));
    const lift = await fixture.ssh
      .get('prod-2')
      .limitDisk(fixture.on('prod-2'), 9_000_000);
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
      'prod-1': 'prepared',
      'prod-2': 'failed',
    });
    expect((await fixture.currents()).slice(0, 2)).toEqual([
      `releases/${old.id}`,
      `releases/${old.id}`,
    ]);
  });

  it('returns quickly to a version that is still on the hosts, without sending it', async () => {
    const hosts = fixture.ssh.planned([0, 0]);
    const one = await fixture.bring({ a: 'one' }, hosts);
    const two = await fixture.bring({ a: 'two' }, hosts);
    const back = await fixture.platform
      .create(
        fixture.plan(one.plan.version.commit, hosts, { kind: 'rollback' }),
      )
      .run();
    expect([back.state, back.outcome]).toEqual(['succeeded', '']);
    expect(back.log).not.toContain('Sending');
    expect((await fixture.currents()).slice(0, 2)).toEqual([
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
        fixture.plan(commit, hosts, {
          target: { hooks: { afterSwitch: ['false'] } },
        }),
      )
      .run();
    expect(bad.states).toEqual({
      'prod-1': 'rolled_back',
      'prod-2': 'rolled_back',
    });
    expect((await fixture.currents()).slice(0, 2)).toEqual([
      `releases/${one.id}`,
      `releases/${one.id}`,
    ]);
    expect(bad.host('resource:default/prod-1').runs).toEqual({
      release: back.id,
      version: one.plan.version,
    });
  });

  it('keeps the live version, the one before it and the last that ran, whatever their age', async () => {
    const hosts = fixture.ssh.planned([0]);
    const keep = { target: { keep: 1 } };
    const neighbour = await fixture.bring({ a: 'neighbour' }, hosts);
    const ids: number[] = [];
    const commits: string[] = [];
    for (const a of ['one', 'two', 'three']) {
      const commit = await fixture.source.commit({ a });
      const release = await fixture.platform
        .create(fixture.plan(commit, hosts, keep))
        .run();
      expect(release.outcome).toBe('');
      ids.push(release.id);
      commits.push(commit);
    }
    // Not a release of this component: never touched.
    await mkdir(fixture.on('prod-1', 'releases', '1'), { recursive: true });
    await mkdir(fixture.on('prod-1', 'releases', 'notes'), { recursive: true });
    const back = await fixture.platform
      .create(fixture.plan(commits[1], hosts, { kind: 'rollback', ...keep }))
      .run();
    expect(back.state).toBe('succeeded');
    expect(back.history.at(-1)?.change.kept).toEqual([ids[1], ids[2]]);
    expect((await readdir(fixture.on('prod-1', 'releases'))).sort()).toEqual(
      ['1', 'notes', String(ids[1]), String(ids[2])].sort(),
    );
    expect(neighbour.state).toBe('succeeded');

    const pruned = await fixture.platform
      .create(fixture.plan(commits[0], hosts, { kind: 'rollback', ...keep }))
      .run();
    expect(pruned.state).toBe('failed');
    expect(pruned.outcome).toMatch(
      /^Nothing was changed\. .* no package of it is kept: prod-1 does not have it$/,
    );
    expect(await readCurrent(fixture.on('prod-1'))).toBe(`releases/${ids[1]}`);
  });

  it('does not take the folder of another component', async () => {
    const hosts = fixture.ssh.planned([0]);
    const old = await fixture.bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'other' });
    const release = await fixture.platform
      .create({
        ...fixture.plan(commit, hosts),
        component: 'component:default/other',
      })
      .run();
    expect(release.outcome).toMatch(
      /belongs to component:default\/service-\d+; give each component a path of its own$/,
    );
    expect(await readCurrent(fixture.on('prod-1'))).toBe(`releases/${old.id}`);
  });
});

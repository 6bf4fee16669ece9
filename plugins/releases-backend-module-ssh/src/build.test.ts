import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { JsonObject } from '@backstage/types';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { ReleaseFailure } from '@stagedoor/plugin-releases-node';
import { EngineFixture } from './__testUtils__/EngineFixture';
import { countProcesses } from './__testUtils__/processes';
import { plannedHost, testPlan } from './__testUtils__/testPlan';
import { Killed, TestRelease } from './__testUtils__/TestRelease';
import { runCommand } from './build/runCommand';
import { Workspace } from './build/Workspace';

jest.setTimeout(60_000);

describe('builds', () => {
  let fixture: EngineFixture;

  async function create(
    build: Partial<ReleasePlan['build']>,
    options: { files?: Record<string, string>; ssh?: JsonObject } = {},
  ): Promise<TestRelease> {
    fixture = await EngineFixture.create(options.ssh);
    const commit = await fixture.source.commit(
      options.files ?? { VERSION: '1' },
    );
    return fixture.platform.create(
      testPlan(commit, [plannedHost('a')], {
        version: { commit, label: 'v1.0' },
        build: {
          run: [],
          environment: {},
          timeout: '20s',
          package: { include: ['**'], exclude: [] },
          ...build,
        },
      }),
    );
  }

  afterEach(() => fixture.close());

  it('sees nothing of the platform but what is declared', async () => {
    process.env.PLATFORM_SECRET = 'canary-of-the-platform';
    const release = await create({
      run: [
        'env > seen.txt',
        'echo "$GREETING $TOKEN" > declared.txt; pwd > where.txt',
      ],
      environment: { GREETING: 'hello', TOKEN: { secret: 'npm' } },
    });
    fixture.platform.secrets.npm = 'canary-of-npm';
    await release.run();
    delete process.env.PLATFORM_SECRET;
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    const seen = await readFile(fixture.local('a', 'current/seen.txt'), 'utf8');
    const names = seen
      .split('\n')
      .flatMap(line => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    expect(
      names
        .filter(name => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))
        .sort(),
    ).toEqual([
      'CI',
      'GREETING',
      'HOME',
      'LANG',
      'PATH',
      'STAGEDOOR_BUILD',
      'STAGEDOOR_COMMIT',
      'STAGEDOOR_COMPONENT',
      'STAGEDOOR_ENVIRONMENT',
      'STAGEDOOR_RELEASE',
      'STAGEDOOR_VERSION',
      'TOKEN',
    ]);
    expect(seen).toContain('STAGEDOOR_VERSION=v1.0\n');
    expect(seen).toContain('STAGEDOOR_COMPONENT=shop\n');
    expect(
      await readFile(fixture.local('a', 'current/declared.txt'), 'utf8'),
    ).toBe('hello canary-of-npm\n');
  });

  it('names a secret that the configuration lacks, before anything is run', async () => {
    const release = await create({
      run: ['true'],
      environment: { TOKEN: { secret: 'npm' } },
    });
    await release.run();
    expect([release.state, release.outcome]).toEqual([
      'failed',
      "releases.secrets lacks 'npm'",
    ]);
  });

  it.each([
    ['in the background', 'sleep 411 &', 'sleep 411'],
    [
      'in a session of its own',
      'setsid sleep 412 >/dev/null 2>&1 &',
      'sleep 412',
    ],
    [
      'twice removed, without the group',
      '(setsid sh -c "sleep 413 & exit" &) ; sleep 0.1',
      'sleep 413',
    ],
  ])('leaves nothing running that was started %s', async (_, command, left) => {
    const release = await create({ run: [command, 'echo next'] });
    await release.run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    expect(countProcesses(left)).toBe(0);
    expect(release.log).toContain('that the command left running');
  });

  it('stops with everything it started when the time is over', async () => {
    const release = await create({
      timeout: '1s',
      run: ['setsid sleep 421 & echo waiting; sleep 422'],
    });
    await release.run();
    expect(release.outcome).toBe(
      'The build took longer than 1s and was stopped; make it faster or raise build.timeout',
    );
    expect([countProcesses('sleep 421'), countProcesses('sleep 422')]).toEqual([
      0, 0,
    ]);
    expect(await readdir(fixture.path('data/releases/work'))).toEqual([]);
  });

  it('stops with everything it started when somebody cancels', async () => {
    const release = await create({
      run: ['setsid sleep 431 & echo waiting; sleep 432'],
    });
    release.onLine = line => {
      if (line === 'waiting') {
        release.cancel();
      }
    };
    await release.run();
    expect([release.state, release.outcome]).toEqual([
      'cancelled',
      'Somebody cancelled it',
    ]);
    expect([countProcesses('sleep 431'), countProcesses('sleep 432')]).toEqual([
      0, 0,
    ]);
  });

  it('ends what a worker that was killed has left running', async () => {
    const release = await create(
      { run: ['test -f second || { sleep 441; exit 1; }', 'true'] },
      { files: { a: '1' } },
    );
    const dead = release.run().catch(() => {});
    await waitFor(() => countProcesses('sleep 441') === 1);
    // The dead worker knows nothing any more; the next one finds the release as it was recorded.
    const [, build] = fixture.engine.listSteps(release.plan);
    release.epoch += 1;
    release.steps.set('build', { state: 'running', attempt: 2 });
    const second = fixture
      .createEngine()
      .execute(build, release.context('build'))
      .catch(error => error);
    await waitFor(
      () =>
        countProcesses('sleep 441') === 1 &&
        release.lines.filter(line => line.startsWith('$ ')).length === 2,
    );
    release.cancel();
    await Promise.all([dead, second]);
    expect(countProcesses('sleep 441')).toBe(0);
  });

  it('keeps what such a worker has left running out of the fresh checkout', async () => {
    const aside = await mkdtemp(join(tmpdir(), 'stagedoor-build-'));
    const release = await create({
      run: [
        `if mkdir ${aside}/first; then here=$PWD; while :; do mkdir -p "$here"; echo x >>"$here/junk"; done; fi 2>${aside}/errors`,
        `sleep 0.2; ls >${aside}/seen`,
      ],
    });
    const dead = release.run().catch(() => {});
    await waitFor(() => existsSync(join(aside, 'first')));
    const [, build] = fixture.engine.listSteps(release.plan);
    release.epoch += 1;
    release.steps.set('build', { state: 'running', attempt: 2 });
    await fixture.createEngine().execute(build, release.context('build'));
    release.cancel();
    await dead;
    expect(await readFile(join(aside, 'seen'), 'utf8')).toBe('VERSION\n');
    await rm(aside, { recursive: true });
  });

  it('passes on lines of a megabyte, and stops at the limit of output', async () => {
    const long = await create({
      run: ['head -c 1000000 /dev/zero | tr "\\\\0" x; echo'],
    });
    await long.run();
    expect(long.state).toBe('succeeded');
    expect(long.lines.filter(line => /^x+$/.test(line)).join('')).toHaveLength(
      1_000_000,
    );
    await fixture.close();

    const endless = await create(
      { run: ['yes'] },
      { ssh: { buildOutputLimit: 100_000 } },
    );
    await endless.run();
    expect(endless.outcome).toBe(
      'The build printed more than 100000 bytes and was stopped; make it quieter',
    );
    expect(countProcesses('yes')).toBe(0);
  });

  it('stops at the first command that fails, and says which', async () => {
    const release = await create({
      run: ['echo "no tests" >&2; exit 3', 'touch never'],
    });
    await release.run();
    expect(release.outcome).toBe(
      'The build failed: \'echo "no tests" >&2; exit 3\' ended with 3',
    );
    expect(release.log).toContain('no tests');
    expect(release.states).toEqual({ a: 'untouched' });
    expect(release.undone).toBeUndefined();
  });

  it('is given to the sandbox that the operator has configured', async () => {
    const release = await create(
      { run: ['echo "in $SANDBOX"'] },
      {
        ssh: {
          buildSandbox: [
            '/usr/bin/env',
            'SANDBOX={workspace}',
            'setsid',
            '--wait',
          ],
        },
      },
    );
    await release.run();
    expect(release.outcome).toBe('');
    expect(release.log).toContain(`in ${fixture.path('data/releases/work/1')}`);
  });

  it('builds a folder of the repository, at the very commit', async () => {
    const release = await create(
      { run: ['cat ../shared.txt a.txt > out.txt'] },
      { files: { 'shared.txt': 'shared ', 'app/a.txt': 'one' } },
    );
    await fixture.source.commit({ 'shared.txt': 'later ', 'app/a.txt': 'two' });
    const plan = {
      ...release.plan,
      source: { ...release.plan.source, folder: 'app' },
    };
    const built = await fixture.platform.create(plan).run();
    expect(built.outcome).toBe('');
    expect(await readFile(fixture.local('a', 'current/out.txt'), 'utf8')).toBe(
      'shared one',
    );
    const missing = await fixture.platform
      .create({ ...plan, source: { ...plan.source, folder: 'none' } })
      .run();
    expect(missing.outcome).toMatch(
      /has no folder 'none', which the pipeline names under source.folder$/,
    );
    const vanished = await fixture.platform
      .create({ ...plan, version: { commit: '0'.repeat(40) } })
      .run();
    expect(vanished.outcome).toBe(
      'Commit 000000000000 is not in the repository any more; release a version that is',
    );
  });

  it('finds a package again by what it was built from, unless its bytes have changed', async () => {
    const release = await create({ run: ['date +%N > when.txt'] });
    await release.run();
    const found = release.facts.get('package') as { digest: string };
    const again = await fixture.platform.create(release.plan).run();
    expect(again.facts.get('package')).toEqual(found);
    await writeFile(
      fixture.path('data/packages', `${found.digest}.tar.gz`),
      'damaged',
    );
    const anew = await fixture.platform.create(release.plan).run();
    expect(anew.state).toBe('succeeded');
    expect(anew.facts.get('package')).not.toEqual(found);
    await fixture.engine.removePackages([found.digest]);
    expect(
      existsSync(fixture.path('data/packages', `${found.digest}.tar.gz`)),
    ).toBe(false);
  });

  it('never shows a package that is not whole', async () => {
    const release = await create({ run: [] });
    release.onLine = line => {
      if (line.startsWith('Packing')) {
        throw new Killed('while packing');
      }
    };
    await expect(release.run()).rejects.toThrow('while packing');
    release.onLine = () => {};
    await release.run();
    expect(release.state).toBe('succeeded');
    expect(await readdir(fixture.path('data/packages'))).toHaveLength(1);
  });
});

describe('a command of a build', () => {
  it('does not begin when the time of the build is over already', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stagedoor-late-'));
    await expect(
      runCommand({
        command: 'touch begun',
        sandbox: [],
        folder,
        environment: {},
        mark: `STAGEDOOR_BUILD=${folder}`,
        output: { out: new PassThrough(), err: new PassThrough() },
        count: () => {},
        timeout: AbortSignal.abort(new ReleaseFailure('too late')),
        signal: new AbortController().signal,
      }),
    ).rejects.toThrow('too late');
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('a workspace', () => {
  it('counts as empty when its state is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stagedoor-workspace-'));
    const workspace = new Workspace(folder, 1);
    await workspace.reset();
    const state = { commit: 'a'.repeat(40), time: 1, built: true };
    await workspace.writeState(state);
    expect(await workspace.readState()).toEqual(state);
    await writeFile(join(workspace.directory, 'state.json'), '');
    expect(await workspace.readState()).toBeUndefined();
    await rm(folder, { recursive: true });
  });
});

async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isTrue(); i += 1) {
    await sleep(50);
  }
  expect(isTrue()).toBe(true);
}

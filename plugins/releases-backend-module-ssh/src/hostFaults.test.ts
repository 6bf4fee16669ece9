import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineFixture, readCurrent } from './__testUtils__/EngineFixture';
import { plannedHost, testPlan } from './__testUtils__/testPlan';
import { TestRelease } from './__testUtils__/TestRelease';
import { HostFolder } from './hosts/HostFolder';
import { LocalConnection } from './hosts/LocalConnection';
import { writeMarker } from './hosts/marker';
import { readHostProgram } from './hosts/readHostProgram';

jest.setTimeout(60_000);

const hosts = [plannedHost('a')];
const ref = 'resource:default/a';

describe('a host that', () => {
  let fixture: EngineFixture;
  let programs: string;

  beforeEach(async () => {
    programs = await mkdtemp(join(tmpdir(), 'stagedoor-programs-'));
    fixture = await EngineFixture.create({
      localHosts: { enabled: true, path: [programs] },
    });
  });

  afterEach(async () => {
    await fixture.close();
    await rm(programs, { recursive: true });
  });

  async function run(
    files: Record<string, string>,
    target: NonNullable<Parameters<typeof testPlan>[2]>['target'] = {},
  ): Promise<TestRelease> {
    const commit = await fixture.source.commit(files);
    return fixture.platform.create(testPlan(commit, hosts, { target })).run();
  }

  it('cannot record a switch goes back to the version that it ran', async () => {
    const old = await run({ VERSION: '1' });
    const program = join(programs, 'mv');
    await writeFile(
      program,
      `#!/bin/sh
for last; do :; done
case $last in */marker.json) exit 1 ;; esac
PATH=/usr/bin:/bin exec mv "$@"
`,
    );
    await chmod(program, 0o755);
    const release = await run({ VERSION: '2' });
    expect(release.outcome).toContain('is the disk full?');
    expect([release.state, release.states]).toEqual([
      'failed',
      { a: 'rolled_back' },
    ]);
    expect(await readCurrent(fixture.local('a'))).toBe(`releases/${old.id}`);
    expect(release.host(ref).runs?.release).toBe(old.id);
  });

  it('says no before it begins to switch is left as it is', async () => {
    await run({ VERSION: '1' });
    const release = await run(
      { VERSION: '2' },
      { hooks: { beforeSwitch: ['rm ../../current && mkdir ../../current'] } },
    );
    expect(release.states).toEqual({ a: 'failed' });
    expect(release.outcome).toContain('is not a symbolic link; move it away');
    expect(release.host(ref).message).toMatch(
      /move it away\. It was not switched\.$/,
    );
  });

  it('cannot write its history down is released to all the same', async () => {
    await run({ VERSION: '1' });
    const history = fixture.local('a', '.stagedoor', 'history');
    await rm(history);
    await mkdir(history);
    const release = await run({ VERSION: '2' });
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    const back = await run(
      { VERSION: '3' },
      { hooks: { afterSwitch: ['false'] } },
    );
    expect(back.states).toEqual({ a: 'rolled_back' });
    expect(await readCurrent(fixture.local('a'))).toBe(
      `releases/${release.id}`,
    );
  });

  it('is told too late to switch stays where it was put back to', async () => {
    const old = await run({ VERSION: '1' });
    const release = await run(
      { VERSION: '2' },
      { hooks: { afterSwitch: ['false'] } },
    );
    expect(release.states).toEqual({ a: 'rolled_back' });
    const { component, environment, version } = release.plan;
    const worker = { release: release.id, epoch: release.epoch, component };
    const late = new HostFolder(
      new LocalConnection({
        root: fixture.path('data', 'hosts', 'a'),
        program: readHostProgram(),
        path: [],
      }),
      { ...worker, path: '/srv/shop' },
    );
    const marker = writeMarker({
      ...worker,
      folder: release.id,
      previousFolder: old.id,
      environment,
      version,
    });
    await expect(late.switchTo(release.id, marker)).rejects.toMatchObject({
      code: 'undone',
    });
    expect(await readCurrent(fixture.local('a'))).toBe(`releases/${old.id}`);
  });

  it('lost its power while it replaced files keeps nothing of that', async () => {
    await run({ VERSION: '1' });
    await symlink('releases/9', fixture.local('a', '.current.9-1'));
    await writeFile(fixture.local('a', '.stagedoor', 'marker.json.new.77'), '');
    const release = await run({ VERSION: '2' });
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    const left = [
      ...(await readdir(fixture.local('a'))),
      ...(await readdir(fixture.local('a', '.stagedoor'))),
    ].filter(name => /^\.current\.|\.new\./.test(name));
    expect(left).toEqual([]);
  });
});

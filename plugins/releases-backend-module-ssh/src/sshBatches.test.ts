import { readdir, readFile } from 'node:fs/promises';
import { readCurrent, readHistory } from './__testUtils__/EngineFixture';
import { SshFixture } from './__testUtils__/SshFixture';
import { Killed } from './__testUtils__/TestRelease';

jest.setTimeout(180_000);

describe('batches of hosts over SSH', () => {
  let fixture: SshFixture;

  beforeAll(async () => {
    fixture = await SshFixture.create(6);
  });

  afterAll(() => fixture?.close());

  beforeEach(() => fixture.startService());

  it('switches batch by batch, and packs the same commit once', async () => {
    const commit = await fixture.source.commit({
      VERSION: `${fixture.name}\n`,
    });
    const first = await fixture.platform
      .create(
        fixture.plan(commit, fixture.ssh.planned([0, 1, 1, 2, 2, 2]), {
          target: {
            hooks: {
              beforeAll: ['echo before all on $STAGEDOOR_HOST'],
              beforeSwitch: [`test "$(cat VERSION)" = ${fixture.name}`],
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
    expect(await fixture.currents()).toEqual(
      Array(6).fill(`releases/${first.id}`),
    );
    expect(
      await readFile(fixture.on('prod-6', 'current', 'VERSION'), 'utf8'),
    ).toBe(`${fixture.name}\n`);
    expect(await readHistory(fixture.on('prod-6'))).toEqual([
      `switch ${first.id}: 0 > ${first.id}`,
    ]);

    const second = await fixture.platform
      .create(fixture.plan(commit, fixture.ssh.planned([0, 0, 0, 0, 0, 0])))
      .run();
    expect(second.steps.get('check-out')?.detail).toBe('Built before');
    expect(second.facts.get('package')).toEqual(first.facts.get('package'));
    expect(second.host('resource:default/prod-3')).toMatchObject({
      previous: { release: first.id, version: { commit } },
      runs: { release: second.id, version: { commit } },
    });
    expect(
      await readdir(fixture.local.path('data', 'releases', 'work')),
    ).toEqual([]);
  });

  it('puts each host back to its own previous version when a batch fails', async () => {
    const hosts = fixture.ssh.planned([0, 0, 0, 0]);
    const one = await fixture.bring({ OK: '1' }, hosts.slice(0, 3));
    const two = await fixture.bring({ OK: '2' }, hosts.slice(1, 2));
    const commit = await fixture.source.commit({ BROKEN: '3' });
    const log = '$STAGEDOOR_PATH/hooks';
    const bad = await fixture.platform
      .create(
        fixture.plan(commit, fixture.ssh.planned([0, 1, 1, 1, 2]), {
          target: {
            hooks: {
              afterSwitch: [`echo new $STAGEDOOR_RELEASE >> ${log}`],
              afterRollback: [`echo old $STAGEDOOR_RELEASE >> ${log}`],
            },
            verify: [
              {
                command: 'test "$STAGEDOOR_HOST" != prod-3 || test -f OK',
                within: '4s',
              },
            ],
          },
        }),
      )
      .run();
    expect(bad.state).toBe('failed');
    expect(bad.outcome).toMatch(
      /^prod-3: .* did not succeed within 4s: it ended with 1$/,
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
    expect((await fixture.currents()).slice(0, 5)).toEqual([
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
    expect(await readFile(fixture.on('prod-2', 'hooks'), 'utf8')).toBe(
      `new ${bad.id}\nold ${two.id}\n`,
    );
    expect(await readHistory(fixture.on('prod-3'))).toEqual([
      `switch ${one.id}: 0 > ${one.id}`,
      `switch ${bad.id}: ${one.id} > ${bad.id}`,
      `back ${bad.id}: ${bad.id} > ${one.id}`,
    ]);
  });

  it('leaves hosts as they are when onFailure says so', async () => {
    const hosts = fixture.ssh.planned([0, 1]);
    const commit = await fixture.source.commit({ a: '1' });
    const release = await fixture.platform
      .create(
        fixture.plan(commit, hosts, {
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
    const commit = await fixture.source.commit({ a: fixture.name });
    const down = fixture.ssh.get('prod-3');
    await down.stop();
    const release = await fixture.platform
      .create(fixture.plan(commit, fixture.ssh.planned([0, 1, 1])))
      .run()
      .finally(() => down.start());
    expect(release.state).toBe('failed');
    expect(release.outcome).toMatch(
      /^prod-3: Contact was lost: .*Connection refused/,
    );
    expect(release.undone).toBeUndefined();
    expect(release.states).toEqual({
      'prod-1': 'verified',
      'prod-2': 'prepared',
      'prod-3': 'failed',
    });
    expect((await fixture.currents()).slice(0, 3)).toEqual([
      `releases/${release.id}`,
      undefined,
      undefined,
    ]);

    const found = release.facts.get('package') as {
      digest: string;
      bytes: number;
    };
    const retry = await fixture.platform
      .create(
        fixture.plan(commit, fixture.ssh.planned([0, 0, 0]).slice(1), {
          package: found,
        }),
      )
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
    const hosts = fixture.ssh.planned([0, 0, 0, 1]);
    const old = await fixture.bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'new' });
    const release = fixture.platform.create(fixture.plan(commit, hosts));
    const silent = fixture.ssh.get('prod-2');
    release.onReach = point => {
      if (point === 'before-switch:prod-2') {
        silent.freeze();
      }
    };
    const started = Date.now();
    await release.run();
    expect(Date.now() - started).toBeLessThan(45_000);
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
        fixture.plan(
          commit,
          fixture.ssh.planned([0, 0, 0, 0], ['prod-2', 'prod-4']),
          {
            package: found,
          },
        ),
      )
      .run();
    expect([retry.state, retry.outcome]).toEqual(['succeeded', '']);
    expect(await readCurrent(fixture.on('prod-2'))).toBe(
      `releases/${retry.id}`,
    );
    expect([old.id, release.id]).toContain(
      retry.host('resource:default/prod-2').previous?.release,
    );
  });

  it('does not say that a host was not switched which is gone when another worker goes on', async () => {
    const hosts = fixture.ssh.planned([0]);
    await fixture.bring({ a: 'old' }, hosts);
    const commit = await fixture.source.commit({ a: 'new' });
    const release = fixture.platform.create(fixture.plan(commit, hosts));
    release.onReach = point => {
      if (point === 'switched:prod-1') {
        throw new Killed(point);
      }
    };
    await expect(release.run()).rejects.toBeInstanceOf(Killed);
    const gone = fixture.ssh.get('prod-1');
    await gone.stop();
    await release.run().finally(() => gone.start());
    expect([release.state, release.states]).toEqual([
      'failed',
      { 'prod-1': 'unknown' },
    ]);
    const { message } = release.host('resource:default/prod-1');
    expect(message).toMatch(/^Contact was lost: .*It could not be put back/);
    expect(message).not.toContain('not switched');
  });
});

import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import {
  EngineFixture,
  readCurrent,
  readHistory,
} from './__testUtils__/EngineFixture';
import { plannedHost, testPlan } from './__testUtils__/testPlan';
import { Killed, TestRelease } from './__testUtils__/TestRelease';

jest.setTimeout(180_000);

function cancelAt(release: TestRelease, reached: string, point: string) {
  if (reached === point) {
    release.cancel();
  }
}

describe('a release whose worker dies or is told to stop', () => {
  let fixture: EngineFixture;
  const hosts = [plannedHost('a'), plannedHost('b', { batch: 1 })];

  beforeEach(async () => {
    fixture = await EngineFixture.create();
  });

  afterEach(() => fixture.close());

  const target: Parameters<typeof testPlan>[2] = {
    build: {
      run: ['echo built >> built.txt'],
      environment: {},
      timeout: '1m',
      package: { include: ['**'], exclude: [] },
    },
    target: {
      hooks: {
        beforeAll: ['echo beforeAll >> "$STAGEDOOR_PATH/hooks"'],
        beforeSwitch: ['echo beforeSwitch >> "$STAGEDOOR_PATH/hooks"'],
        afterSwitch: ['echo afterSwitch >> "$STAGEDOOR_PATH/hooks"'],
        afterRollback: ['echo afterRollback >> "$STAGEDOOR_PATH/hooks"'],
        afterAll: [
          'echo afterAll >> "$STAGEDOOR_PATH/hooks"; test ! -f BROKEN',
        ],
      },
    },
  };

  async function run(plan: ReleasePlan): Promise<TestRelease> {
    return fixture.platform.create(plan).run();
  }

  /** All points that a release passes. */
  async function listPoints(files: Record<string, string>): Promise<string[]> {
    const points: string[] = [];
    const other = await EngineFixture.create();
    try {
      const one = testPlan(await other.source.commit({ VERSION: '1' }), hosts);
      await other.platform.create(one).run();
      const release = other.platform.create(
        testPlan(await other.source.commit(files), hosts, target),
      );
      release.onReach = point => {
        points.push(point);
      };
      await release.run();
      return points;
    } finally {
      await other.close();
    }
  }

  it('switches each host exactly once, wherever it was killed', async () => {
    const points = await listPoints({ VERSION: '2' });
    expect(points).toEqual(
      ['a', 'b'].flatMap(host =>
        [
          'uploaded',
          'unpacked',
          'before-switch',
          'switched',
          'switch-recorded',
          'verified',
        ].map(point => `${point}:${host}`),
      ),
    );
    const one = await run(
      testPlan(await fixture.source.commit({ VERSION: '1' }), hosts),
    );
    let before = one;
    for (const point of points) {
      const commit = await fixture.source.commit({ VERSION: point });
      const release = fixture.platform.create(testPlan(commit, hosts, target));
      let killed = 0;
      release.onReach = reached => {
        if (reached === point && killed < 2) {
          killed += 1;
          throw new Killed(point);
        }
      };
      await writeFile(fixture.local('a', 'hooks'), '');
      await writeFile(fixture.local('b', 'hooks'), '');
      await release.runThrough();
      // A point that lies before what the second worker finds done is passed once only.
      expect([point, release.state, killed > 0]).toEqual([
        point,
        'succeeded',
        true,
      ]);
      for (const name of ['a', 'b']) {
        expect(await readCurrent(fixture.local(name))).toBe(
          `releases/${release.id}`,
        );
        expect((await readHistory(fixture.local(name))).at(-1)).toBe(
          `switch ${release.id}: ${before.id} > ${release.id}`,
        );
        expect(release.host(`resource:default/${name}`).previous?.release).toBe(
          before.id,
        );
        const hooks = (await readFile(fixture.local(name, 'hooks'), 'utf8'))
          .trim()
          .split('\n');
        expect(hooks).toEqual(
          name === 'a'
            ? ['beforeAll', 'beforeSwitch', 'afterSwitch', 'afterAll']
            : ['beforeSwitch', 'afterSwitch'],
        );
      }
      before = release;
    }
  });

  it('puts each host back exactly once, wherever the worker that did it was killed', async () => {
    const one = await run(
      testPlan(await fixture.source.commit({ VERSION: '1' }), hosts),
    );
    for (const point of ['undoing:a', 'undoing:b']) {
      const commit = await fixture.source.commit({ BROKEN: point });
      const release = fixture.platform.create(testPlan(commit, hosts, target));
      let killed = 0;
      release.onReach = reached => {
        if (reached === point && killed < 2) {
          killed += 1;
          throw new Killed(point);
        }
      };
      await release.runThrough();
      expect([release.state, killed]).toEqual(['failed', 2]);
      expect(release.states).toEqual({ a: 'rolled_back', b: 'rolled_back' });
      for (const name of ['a', 'b']) {
        expect(await readCurrent(fixture.local(name))).toBe(
          `releases/${one.id}`,
        );
        expect((await readHistory(fixture.local(name))).slice(-2)).toEqual([
          `switch ${release.id}: ${one.id} > ${release.id}`,
          `back ${release.id}: ${release.id} > ${one.id}`,
        ]);
      }
    }
  });

  it('goes back from a switch that a host has begun and not written down', async () => {
    const [host] = hosts;
    const one = await run(
      testPlan(await fixture.source.commit({ VERSION: '1' }), [host]),
    );
    const commit = await fixture.source.commit({ VERSION: '2' });
    const release = fixture.platform.create(testPlan(commit, [host]));
    release.onReach = point => {
      if (point === 'switched:a') {
        throw new Killed(point);
      }
    };
    await expect(release.run()).rejects.toBeInstanceOf(Killed);
    // As if the host had lost its power between the link and its record.
    const state = fixture.local('a', '.stagedoor');
    await rename(
      join(state, 'marker.previous.json'),
      join(state, 'marker.json'),
    );
    release.onReach = point => cancelAt(release, point, 'before-switch:a');
    await release.run();
    expect([release.state, release.states]).toEqual([
      'cancelled',
      { a: 'rolled_back' },
    ]);
    expect(await readCurrent(fixture.local('a'))).toBe(`releases/${one.id}`);
  });

  it('does nothing on a host that has seen a newer worker', async () => {
    const one = await run(
      testPlan(
        await fixture.source.commit({ VERSION: '1' }),
        hosts.slice(0, 1),
      ),
    );
    const commit = await fixture.source.commit({ VERSION: '2' });
    const release = fixture.platform.create(
      testPlan(commit, hosts.slice(0, 1)),
    );
    let second: Promise<TestRelease> | undefined;
    let thawed = () => {};
    release.onReach = async point => {
      if (point === 'unpacked:a' && !second) {
        // The first worker freezes here; another one takes over and finishes.
        second = release.run();
        await second;
        thawed();
      }
    };
    const zombie = release.run();
    await new Promise<void>(resolve => {
      thawed = resolve;
    });
    await expect(zombie).rejects.toMatchObject({ name: 'LeaseLostError' });
    expect(release.state).toBe('succeeded');
    expect(await readHistory(fixture.local('a'))).toEqual([
      `switch ${one.id}: 0 > ${one.id}`,
      `switch ${release.id}: ${one.id} > ${release.id}`,
    ]);
  });

  it('refuses on the host itself what an old worker or an old release wants to switch', async () => {
    const [host] = hosts;
    const commit = await fixture.source.commit({ VERSION: '1' });
    const old = fixture.platform.create(testPlan(commit, [host]));
    const newer = fixture.platform.create(testPlan(commit, [host]));
    await newer.run();
    await old.run();
    expect(old.state).toBe('failed');
    expect(old.outcome).toBe(
      'a: release #2, which was asked for later, has been here since; ask for a new release',
    );
    // Another worker has been on the host, without having recorded anything here.
    await writeFile(join(fixture.local('a'), '.stagedoor', 'fence'), '3 9\n');
    const zombie = fixture.platform.create(testPlan(commit, [host]));
    await expect(zombie.run()).rejects.toMatchObject({
      name: 'LeaseLostError',
    });
    expect(await readHistory(fixture.local('a'))).toEqual(['switch 2: 0 > 2']);
  });

  it.each<[string, (release: TestRelease) => void, object]>([
    [
      'before anything',
      release => release.cancel(),
      {
        state: 'cancelled',
        hosts: { a: 'untouched', b: 'untouched' },
        live: ['old', 'old'],
      },
    ],
    [
      'while a package is sent',
      release => {
        release.onLine = line =>
          cancelAt(release, line.slice(0, 10), 'a: Sending');
      },
      {
        state: 'cancelled',
        hosts: { a: 'preparing', b: 'untouched' },
        live: ['old', 'old'],
      },
    ],
    [
      'right before the switch',
      release => {
        release.onReach = point => cancelAt(release, point, 'before-switch:a');
      },
      {
        state: 'cancelled',
        hosts: { a: 'prepared', b: 'untouched' },
        live: ['old', 'old'],
      },
    ],
    [
      'while the second host is verified',
      release => {
        release.onLine = line =>
          cancelAt(release, line.slice(0, 12), 'b: Verifying');
      },
      {
        state: 'cancelled',
        hosts: { a: 'verified', b: 'rolled_back' },
        live: ['new', 'old'],
      },
    ],
    [
      'after everything was verified',
      release => {
        release.onReach = point => cancelAt(release, point, 'verified:b');
      },
      {
        state: 'cancelled',
        hosts: { a: 'verified', b: 'verified' },
        live: ['new', 'new'],
      },
    ],
  ])(
    'ends in a known state when cancelled %s',
    async (_, arrange, expected) => {
      const one = await run(
        testPlan(await fixture.source.commit({ VERSION: '1' }), hosts),
      );
      const commit = await fixture.source.commit({
        VERSION: '2',
        big: 'x'.repeat(1_000_000),
      });
      const release = fixture.platform.create(
        testPlan(commit, hosts, {
          target: {
            verify: [{ command: 'sleep 0.3; test -f VERSION', within: '20s' }],
          },
        }),
      );
      arrange(release);
      await release.run();
      const live = await Promise.all(
        ['a', 'b'].map(name => readCurrent(fixture.local(name))),
      );
      expect({
        state: release.state,
        hosts: release.states,
        live: live.map(current =>
          current === `releases/${one.id}` ? 'old' : 'new',
        ),
      }).toEqual(expected);
    },
  );

  it('builds again when the workspace is gone or half built', async () => {
    const commit = await fixture.source.commit({ VERSION: '1' });
    const release = fixture.platform.create(testPlan(commit, hosts, target));
    const steps = fixture.engine.listSteps(release.plan);
    release.epoch = 1;
    await fixture.engine.execute(steps[0], release.context('check-out'));
    const work = fixture.path('data/releases/work', String(release.id));
    await writeFile(
      join(work, 'source', 'left-over'),
      'of a build that was cut short',
    );
    await mkdir(join(work, 'source', 'built.txt'));
    release.steps.set('build', { state: 'running', attempt: 1 });
    await release.run();
    expect(release.state).toBe('succeeded');
    expect(await readdir(fixture.local('a', 'current'))).not.toContain(
      'left-over',
    );
    expect(
      await readFile(fixture.local('a', 'current', 'built.txt'), 'utf8'),
    ).toBe('built\n');
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineFixture } from './__testUtils__/EngineFixture';
import { listCommandLines } from './__testUtils__/processes';
import { hostsPath, SshHosts } from './__testUtils__/SshHosts';
import { plannedHost, testPlan } from './__testUtils__/testPlan';

jest.setTimeout(120_000);

describe('what a hostile pipeline, host or version cannot do', () => {
  let directory: string;
  let ssh: SshHosts;
  let fixture: EngineFixture;
  let canary: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stagedoor-security-'));
    ssh = await SshHosts.start(directory, 1);
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

  beforeEach(async () => {
    const place = await mkdtemp(join(directory, 'canary-'));
    execFileSync('chmod', ['777', place]);
    canary = join(place, 'fired');
  });

  const target = { path: `${hostsPath}/shop`, user: 'nobody' };

  describe('arguments (addresses, accounts, refs)', () => {
    it('fire when nothing guards them', () => {
      const attempt = (program: string, args: string[]) => {
        try {
          execFileSync(program, args, { stdio: 'ignore', timeout: 5_000 });
        } catch {
          // Only what it leaves behind matters.
        }
        expect(existsSync(canary)).toBe(true);
        execFileSync('rm', [canary]);
      };
      attempt('ssh', ['-F', 'none', `-oProxyCommand=touch ${canary}`, 'host']);
      attempt('sh', ['-c', `echo $(touch ${canary})`]);
      attempt('git', [
        '-C',
        fixture.source.gitDir,
        'log',
        `--output=${canary}`,
      ]);
    });

    it.each([
      [
        'address',
        (fired: string) => ({ address: `-oProxyCommand=touch ${fired}` }),
      ],
      [
        'address with a port',
        (fired: string) => ({ address: `-oProxyCommand=touch ${fired}:22` }),
      ],
      [
        'address with a command',
        (fired: string) => ({ address: `127.0.0.1;touch ${fired}` }),
      ],
      [
        'address with a line break',
        (fired: string) => ({
          address: `127.0.0.1\nProxyCommand touch ${fired}`,
        }),
      ],
    ])('do nothing as %s', async (_, host) => {
      const commit = await fixture.source.commit({ a: canary });
      const release = await fixture.platform
        .create(
          testPlan(
            commit,
            [plannedHost('x', { connection: 'ssh', ...host(canary) })],
            { target },
          ),
        )
        .run();
      expect(release.outcome).toMatch(/is not the address of a host/);
      expect(existsSync(canary)).toBe(false);
    });

    it('do nothing as account or version', async () => {
      const commit = await fixture.source.commit({ a: canary });
      const hosts = ssh.planned([0]);
      for (const user of [
        `-oProxyCommand=touch ${canary}`,
        `x;touch ${canary}`,
        '%h',
      ]) {
        const release = await fixture.platform
          .create(testPlan(commit, hosts, { target: { ...target, user } }))
          .run();
        expect(release.state).toBe('failed');
      }
      for (const version of [
        `--output=${canary}`,
        `--upload-pack=touch ${canary}`,
        `HEAD;touch ${canary}`,
      ]) {
        const release = await fixture.platform
          .create(testPlan(version, hosts, { target }))
          .run();
        expect(release.state).toBe('failed');
      }
      expect(existsSync(canary)).toBe(false);
    });

    it('arrive as plain text wherever they are plain text', async () => {
      const commit = await fixture.source.commit({ a: canary });
      const evil = `'"\`touch ${canary}\`$(touch ${canary});touch ${canary}\n touch ${canary}\\`;
      const release = await fixture.platform
        .create(
          testPlan(
            commit,
            [{ ...ssh.planned([0])[0], variables: { EVIL: evil } }],
            {
              version: { commit, label: evil },
              component: `component:default/evil$(touch ${canary})`,
              target: {
                path: `${hostsPath}/evil`,
                user: ssh.user,
                environment: { EVIL_TOO: evil },
                hooks: {
                  afterSwitch: [
                    'printf %s "$EVIL" > ../../1; printf %s "$EVIL_TOO" > ../../2; printf %s "$STAGEDOOR_VERSION" > ../../3',
                  ],
                },
              },
            },
          ),
        )
        .run();
      expect([release.state, release.outcome]).toEqual(['succeeded', '']);
      for (const name of ['1', '2', '3']) {
        expect(
          await readFile(ssh.get('prod-1').path('evil', name), 'utf8'),
        ).toBe(evil);
      }
      expect(existsSync(canary)).toBe(false);
    });
  });

  describe('paths and links', () => {
    it('fire when nothing guards them', async () => {
      const outside = join(directory, 'outside-1');
      await mkdir(outside);
      const folder = await mkdtemp(join(directory, 'control-'));
      await symlink(outside, join(folder, 'config'));
      execFileSync('ln', [
        '-s',
        '/dev/null',
        join(folder, 'config', 'app.env'),
      ]);
      expect(await readdir(outside)).toEqual(['app.env']);
    });

    it('write nothing outside of the folder of the release, whatever the package holds', async () => {
      const outside = await mkdtemp(join(directory, 'outside-'));
      execFileSync('chmod', ['777', outside]);
      // A package that was made by somebody else: packing refuses such links itself.
      const folder = await mkdtemp(join(directory, 'package-'));
      await symlink(outside, join(folder, 'config'));
      await symlink(
        join(outside, 'marker'),
        join(folder, '.stagedoor-release'),
      );
      execFileSync('tar', [
        '-czf',
        join(directory, 'evil.tar.gz'),
        '-C',
        folder,
        '.',
      ]);
      const [digest] = execFileSync(
        'sha256sum',
        [join(directory, 'evil.tar.gz')],
        { encoding: 'utf8' },
      ).split(' ');
      await mkdir(fixture.path('data/packages'), { recursive: true });
      execFileSync('cp', [
        join(directory, 'evil.tar.gz'),
        fixture.path('data/packages', `${digest}.tar.gz`),
      ]);
      const path = ssh.get('prod-1').path('links');
      await mkdir(join(path, 'shared'), { recursive: true });
      execFileSync('touch', [join(path, 'shared', 'app.env')]);
      execFileSync('mkdir', [join(path, 'shared', 'config')]);
      execFileSync('touch', [join(path, 'shared', 'config', 'app.env')]);
      execFileSync('chown', [
        '-R',
        `--reference=${ssh.get('prod-1').path()}`,
        path,
      ]);
      const create = (files: string[]) =>
        fixture.platform.create(
          testPlan('a'.repeat(40), ssh.planned([0]), {
            component: 'component:default/links',
            package: { digest, bytes: 300 },
            target: {
              path: `${hostsPath}/links`,
              user: ssh.user,
              shared: { files, folders: [] },
            },
          }),
        );
      const refused = await create(['config/app.env']).run();
      expect(refused.outcome).toContain(
        'would leave the folder of the release',
      );
      const plain = await create([]).run();
      expect([plain.state, plain.outcome]).toEqual(['succeeded', '']);
      expect(await readdir(outside)).toEqual([]);
    });
  });

  describe('secrets', () => {
    const secret = 'canary-7f3a-of-a-secret';

    /** Watches the arguments of all processes while something runs. */
    async function watchArguments<T>(
      work: () => Promise<T>,
    ): Promise<{ result: T; seen: string[] }> {
      const seen = new Set<string>();
      const timer = setInterval(
        () => listCommandLines().forEach(line => seen.add(line)),
        20,
      );
      try {
        return { result: await work(), seen: [...seen] };
      } finally {
        clearInterval(timer);
      }
    }

    const leaks = (lines: string[]) =>
      lines.filter(line => line.includes(secret));

    function create(commit: string, command: string) {
      fixture.platform.secrets.token = secret;
      return fixture.platform.create(
        testPlan(commit, ssh.planned([0]), {
          component: 'component:default/secrets',
          build: {
            run: [`sleep 0.1; ${command}`],
            environment: { TOKEN: { secret: 'token' } },
            timeout: '20s',
            package: { include: ['**'], exclude: [] },
          },
          target: {
            path: `${hostsPath}/secrets`,
            user: ssh.user,
            environment: { TOKEN: { secret: 'token' } },
            hooks: {
              beforeSwitch: [`sleep 0.1; ${command}`],
              afterSwitch: [`sleep 0.1; ${command}`],
            },
            verify: [{ command: `sleep 0.1; ${command}`, within: '10s' }],
          },
        }),
      );
    }

    it('show in a list of processes when a command passes them on itself', async () => {
      const commit = await fixture.source.commit({ a: 'control' });
      const { seen } = await watchArguments(() =>
        create(commit, 'sh -c "sleep 0.2" "$TOKEN"').run(),
      );
      expect(leaks(seen)).not.toEqual([]);
    });

    it('show in no arguments, log or file of the host because of the engine', async () => {
      const commit = await fixture.source.commit({ a: 'secret' });
      const { result, seen } = await watchArguments(() =>
        create(commit, 'test -n "$TOKEN"').run(),
      );
      expect([result.state, result.outcome]).toEqual(['succeeded', '']);
      expect(seen.some(line => line.includes('stagedoor'))).toBe(true);
      expect(leaks(seen)).toEqual([]);
      expect(result.log).not.toContain(secret);
      const where = [ssh.get('prod-1').path('secrets'), fixture.path('data')];
      expect(spawnSync('grep', ['-r', secret, ...where]).status).toBe(1);
    });
  });
});

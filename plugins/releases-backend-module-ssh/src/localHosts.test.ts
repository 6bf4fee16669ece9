import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plannedHost, testPlan } from './__testUtils__/testPlan';
import { TestPlatform } from './__testUtils__/TestRelease';
import { TestSource } from './__testUtils__/TestSource';
import { readSshEngineConfig } from './config';
import { FileHostCredentials } from './hosts/HostCredentials';
import { SshReleaseEngine } from './SshReleaseEngine';
import { mockServices } from '@backstage/backend-test-utils';

jest.setTimeout(60_000);

describe('releases to folders of this machine', () => {
  let root: string;
  let source: TestSource;
  let engine: SshReleaseEngine;
  let platform: TestPlatform;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stagedoor-local-'));
    source = await TestSource.create(join(root, 'git'));
    engine = SshReleaseEngine.create({
      config: readSshEngineConfig(
        mockServices.rootConfig({
          data: {
            stagedoor: {
              dataDirectory: join(root, 'data'),
              mode: 'evaluation',
            },
            releases: { ssh: { localHosts: { enabled: true } } },
          },
        }),
      ),
      credentials: new FileHostCredentials({ knownHostsFile: '/nonexistent' }),
      sources: source,
    });
    platform = new TestPlatform(engine);
  });

  afterEach(async () => {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  });

  const onHost = (path: string) =>
    join(root, 'data/hosts/prod-1/srv/shop', path);

  it('builds, packs, switches and verifies', async () => {
    const commit = await source.commit({ VERSION: 'one\n', 'src/a.txt': 'a' });
    const release = await platform
      .create(
        testPlan(commit, [plannedHost('prod-1')], {
          build: {
            run: ['echo built > built.txt', 'env | sort'],
            environment: { GREETING: 'hello' },
            timeout: '1m',
            package: { include: ['**'], exclude: ['src'] },
          },
          target: {
            hooks: { afterSwitch: ['cat VERSION; echo "on $STAGEDOOR_HOST"'] },
            verify: [{ command: 'test -f built.txt', within: '5s' }],
          },
        }),
      )
      .run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    expect(release.log).toContain('prod-1: one');
    expect(await readlink(onHost('current'))).toBe('releases/1');
    expect(await readFile(onHost('current/built.txt'), 'utf8')).toBe('built\n');
    expect(release.states).toEqual({ 'prod-1': 'verified' });
  });
});

import { chmod, mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readSshEngineConfig } from '../config';
import { readStandingKey } from '../hosts/createCredentials';
import { FileHostCredentials } from '../hosts/HostCredentials';
import { SshReleaseEngine } from '../SshReleaseEngine';
import { TestPlatform } from './TestRelease';
import { TestSource } from './TestSource';

/** An engine with a data folder and a repository of its own. */
export class EngineFixture {
  readonly platform: TestPlatform;

  static async create(ssh: JsonObject = {}): Promise<EngineFixture> {
    const root = await mkdtemp(join(tmpdir(), 'stagedoor-engine-'));
    await chmod(root, 0o755);
    const source = await TestSource.create(join(root, 'git'));
    return new EngineFixture(root, source, ssh);
  }

  readonly engine: SshReleaseEngine;

  private constructor(
    readonly root: string,
    readonly source: TestSource,
    ssh: JsonObject,
  ) {
    this.engine = this.createEngine(ssh);
    this.platform = new TestPlatform(this.engine);
  }

  /** Another replica on the same data folder. */
  createEngine(ssh: JsonObject = {}): SshReleaseEngine {
    const config = readSshEngineConfig(
      mockServices.rootConfig({
        data: {
          stagedoor: { dataDirectory: this.path('data'), mode: 'evaluation' },
          releases: { ssh: { localHosts: { enabled: true }, ...ssh } },
        },
      }),
    );
    return SshReleaseEngine.create({
      config,
      credentials: new FileHostCredentials({
        knownHostsFile: config.knownHostsFile,
        key: readStandingKey(config),
      }),
      sources: this.source,
    });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** A path on a host that is a folder of this machine. */
  local(host: string, ...parts: string[]): string {
    return this.path('data', 'hosts', host, 'srv', 'shop', ...parts);
  }

  async close(): Promise<void> {
    await this.engine.close();
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What `current` points to; undefined if there is none. */
export async function readCurrent(folder: string): Promise<string | undefined> {
  return readlink(join(folder, 'current')).catch(() => undefined);
}

/** What happened on a host, by its own record: `switch 2: 1 > 2`. */
export async function readHistory(folder: string): Promise<string[]> {
  const text = await readFile(
    join(folder, '.stagedoor', 'history'),
    'utf8',
  ).catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [, verb, release, , from, to] = line.split(' ');
      return `${verb} ${release}: ${from} > ${to}`;
    });
}

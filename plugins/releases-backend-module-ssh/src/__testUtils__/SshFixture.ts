import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlannedHost, ReleasePlan } from '@stagedoor/plugin-releases-common';
import { EngineFixture, readCurrent } from './EngineFixture';
import { hostsPath, SshHosts } from './SshHosts';
import { testPlan } from './testPlan';
import { TestRelease } from './TestRelease';

/** An engine, hosts that it reaches over SSH, and one service after the other to release there. */
export class SshFixture {
  #services = 0;

  static async create(count: number): Promise<SshFixture> {
    const directory = await mkdtemp(join(tmpdir(), 'stagedoor-sshd-'));
    const ssh = await SshHosts.start(directory, count);
    const engine = await EngineFixture.create({
      identityFile: ssh.identityFile,
      knownHostsFile: ssh.knownHostsFile,
      connectTimeout: { seconds: 6 },
    });
    return new SshFixture(ssh, engine);
  }

  private constructor(
    readonly ssh: SshHosts,
    readonly local: EngineFixture,
  ) {}

  get platform() {
    return this.local.platform;
  }

  get source() {
    return this.local.source;
  }

  get engine() {
    return this.local.engine;
  }

  /** Name of the service, and of its folder on every host. */
  get name(): string {
    return `service-${this.#services}`;
  }

  /** From here on releases are of another service. */
  startService(): void {
    this.#services += 1;
  }

  plan(
    commit: string,
    hosts: PlannedHost[],
    more: Parameters<typeof testPlan>[2] = {},
  ): ReleasePlan {
    return testPlan(commit, hosts, {
      ...more,
      component: `component:default/${this.name}`,
      target: {
        path: `${hostsPath}/${this.name}`,
        user: this.ssh.user,
        ...more.target,
      },
    });
  }

  /** A path below the folder of the service on a host. */
  on(host: string, ...parts: string[]): string {
    return this.ssh.get(host).path(this.name, ...parts);
  }

  /** What is live on every host. */
  async currents(): Promise<(string | undefined)[]> {
    return Promise.all(
      this.ssh.hosts.map(({ name }) => readCurrent(this.on(name))),
    );
  }

  /** Puts a version on some hosts. */
  async bring(
    files: Record<string, string>,
    hosts: PlannedHost[],
  ): Promise<TestRelease> {
    const commit = await this.source.commit(files);
    const release = await this.platform.create(this.plan(commit, hosts)).run();
    expect([release.state, release.outcome]).toEqual(['succeeded', '']);
    return release;
  }

  async close(): Promise<void> {
    await this.local.close();
    await this.ssh.stop();
    await rm(this.ssh.directory, { recursive: true, force: true });
  }
}

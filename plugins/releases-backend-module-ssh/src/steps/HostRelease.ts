import { Readable } from 'node:stream';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  HostRecord,
  LiveRelease,
  PackageRecord,
  ReleaseFailure,
  StepContext,
} from '@stagedoor/plugin-releases-node';
import { isRefusedUntouched } from '../hosts/errors';
import { HostFolder } from '../hosts/HostFolder';
import { HostView } from '../hosts/HostView';
import { writeMarker } from '../hosts/marker';
import { findFolder, LiveFolder, readLive } from './chooseFolder';
import { EngineParts } from './EngineParts';
import { formatBytes, formatVersion } from './format';
import { HostCommands } from './HostCommands';
import { openFolder } from './openFolder';
import { openPackage, requireRoom } from './openPackage';

/** How far a release has come on a host, for what it means when something goes wrong. */
export type HostProgress = 'before' | 'switching' | 'switched';

/** How far an earlier worker has come, as it has recorded that. */
const recordedProgress: Partial<Record<HostRecord['state'], HostProgress>> = {
  switching: 'switching',
  verifying: 'switched',
  verified: 'switched',
};

/**
 * One release on one host: from its bytes to a verified version. Every part looks at the host first and does only what
 * is missing, so that each may be begun again after a crash.
 */
export class HostRelease {
  progress: HostProgress = 'before';
  readonly host: PlannedHost;
  readonly #context: StepContext;
  readonly #parts: EngineParts;
  readonly #found: PackageRecord | undefined;
  #folder: HostFolder | undefined;
  #target = 0;
  #previous: LiveFolder | LiveRelease | undefined;

  constructor(options: {
    host: PlannedHost;
    context: StepContext;
    parts: EngineParts;
    /** What was built; absent when the bytes are on the hosts only. */
    found: PackageRecord | undefined;
  }) {
    this.host = options.host;
    this.#context = options.context;
    this.#parts = options.parts;
    this.#found = options.found;
  }

  /** Brings the bytes to the host and unpacks them, unless they are there. Nothing that is live changes. */
  async bring(record?: HostRecord): Promise<void> {
    const context = this.#context;
    const { host } = this;
    const { signal, hosts } = context;
    // Counts until the host was seen: nobody may say of a host that does not answer that it was not switched.
    this.progress = (record && recordedProgress[record.state]) ?? 'before';
    if (this.progress === 'before') {
      await hosts.record(host.ref, { state: 'preparing' });
    }
    this.#folder = await openFolder(host, context, this.#parts);
    let isSent = false;
    await this.#folder.bring(this.#found?.digest ?? '-', context.plan, {
      signal,
      choose: async view => {
        const wish = await this.#choose(view);
        isSent = wish !== undefined;
        return wish;
      },
      onArrived: () => context.reach(`uploaded:${host.name}`),
    });
    // The host ends well, too, when nobody tells it any more what it should do.
    signal.throwIfAborted();
    if (isSent) {
      await context.reach(`unpacked:${host.name}`);
    }
  }

  /** Runs what has to happen in the new folder while the old version is live. */
  async prepare(): Promise<void> {
    if (this.progress === 'before') {
      await this.#commands.runHooks('beforeSwitch', this.#target, this.#live);
      await this.#context.hosts.record(this.host.ref, { state: 'prepared' });
    }
  }

  /** Makes the new version the live one, and verifies it. */
  async complete(): Promise<void> {
    const context = this.#context;
    const { host } = this;
    if (this.progress !== 'switched') {
      await context.reach(`before-switch:${host.name}`);
      context.signal.throwIfAborted();
      await this.#switch();
    }
    await context.hosts.record(host.ref, {
      state: 'verifying',
      runs: this.#live,
    });
    await context.reach(`switch-recorded:${host.name}`);
    await this.#commands.runHooks('afterSwitch', this.#target, this.#live);
    await this.#commands.verify(this.#target, this.#live);
    await context.hosts.record(host.ref, { state: 'verified' });
    context.log.note(`Runs ${formatVersion(this.#live.version)}`, {
      host: host.name,
    });
    await context.reach(`verified:${host.name}`);
  }

  /** Runs the hooks that a release has once for all hosts, in its folder on this one. */
  async runOnce(kind: 'beforeAll' | 'afterAll'): Promise<void> {
    await this.#commands.runHooks(kind, this.#target, this.#live);
  }

  get #commands(): HostCommands {
    if (!this.#folder) {
      throw new Error('The host was not opened; this is a bug');
    }
    return new HostCommands({
      context: this.#context,
      host: this.host,
      folder: this.#folder,
      signal: this.#context.signal,
    });
  }

  get #live(): LiveRelease {
    const { release, plan } = this.#context;
    return { release, version: plan.version };
  }

  /** Finds out how far the host is, and what it still needs. */
  async #choose(view: HostView): Promise<Readable | 'unpack' | undefined> {
    const { plan, release, log } = this.#context;
    const { name } = this.host;
    if (view.marker?.release === release) {
      this.progress = 'switched';
      this.#target = view.marker.folder;
      this.#previous = view.marker.previousRelease ?? undefined;
      return undefined;
    }
    const found = this.#found;
    const there = findFolder(plan, view, { release, digest: found?.digest });
    this.#target = there?.release ?? release;
    this.#previous = readLive(view, this.#target);
    // The link can be one step ahead of what the host says is live: then the switch is only to be completed.
    const isBegun = this.progress !== 'before' && view.current === this.#target;
    this.progress = isBegun ? 'switching' : 'before';
    if (there) {
      log.note(`Its folder releases/${this.#target} is there already`, {
        host: name,
      });
      return undefined;
    }
    if (!found) {
      throw new ReleaseFailure(
        `${formatVersion(plan.version)} is not on the host any more, and no package of it is kept`,
      );
    }
    if (view.received) {
      return 'unpack';
    }
    requireRoom(found, view);
    log.note(`Sending ${formatBytes(found.bytes)}`, { host: name });
    return openPackage(found, this.#parts);
  }

  async #switch(): Promise<void> {
    const context = this.#context;
    const { host } = this;
    const { release, epoch, plan, hosts, log } = context;
    const previous = this.#previous;
    const wasLive = previous && {
      release: previous.release,
      version: previous.version,
    };
    await hosts.record(host.ref, {
      state: 'switching',
      previous: wasLive ?? null,
    });
    log.note(
      `Switching from ${previous ? formatVersion(previous.version) : 'nothing'} to ${formatVersion(plan.version)}`,
      { host: host.name },
    );
    await log.flush();
    // From here on a person who cancels waits until it is known how it ended.
    const before = this.progress;
    this.progress = 'switching';
    const marker = writeMarker({
      release,
      epoch,
      folder: this.#target,
      previousFolder: previous && 'folder' in previous ? previous.folder : 0,
      component: plan.component,
      environment: plan.environment,
      version: plan.version,
      previousRelease: wasLive,
    });
    await this.#folder?.switchTo(this.#target, marker).catch(error => {
      if (isRefusedUntouched(error)) {
        this.progress = before;
      }
      throw error;
    });
    this.progress = 'switched';
    await context.reach(`switched:${host.name}`);
  }
}

import { isError } from '@backstage/errors';
import { PlannedHost } from '@stagedoor/plugin-releases-common';
import { HostRecord, StepContext } from '@stagedoor/plugin-releases-node';
import { HostFolder } from '../hosts/HostFolder';
import { EngineParts } from './EngineParts';
import { findFolder } from './chooseFolder';
import { findPackage } from './findPackage';
import { formatVersion } from './format';
import { HostCommands } from './HostCommands';
import { openFolder } from './openFolder';
import { readProblem } from './problems';

/** Puts one host back to what was live there before a release. */
export class HostUndo {
  readonly #host: PlannedHost;
  readonly #record: HostRecord;
  readonly #context: StepContext;
  readonly #parts: EngineParts;
  readonly #signal: AbortSignal;

  constructor(options: {
    host: PlannedHost;
    record: HostRecord;
    context: StepContext;
    parts: EngineParts;
    signal: AbortSignal;
  }) {
    this.#host = options.host;
    this.#record = options.record;
    this.#context = options.context;
    this.#parts = options.parts;
    this.#signal = options.signal;
  }

  /**
   * Tries it once and records how it ended. Never throws for the host.
   *
   * @returns whether the host was put back
   */
  async run(): Promise<boolean> {
    const { hosts, log } = this.#context;
    const { ref, name } = this.#host;
    const wasUnknown = this.#record.state === 'unknown';
    if (!wasUnknown) {
      await hosts.record(ref, {
        state: 'rolling_back',
        message: this.#record.message,
      });
    }
    await this.#context.reach(`undoing:${name}`);
    try {
      return await this.#putBack();
    } catch (error) {
      this.#signal.throwIfAborted();
      const problem = readProblem(error, {
        release: this.#context.release,
        signal: this.#signal,
      });
      const message = `${this.#tell()}It could not be put back: ${problem.message}.`;
      log.note(message, { host: name });
      await hosts.record(ref, {
        state: problem.kind === 'lost' ? 'unknown' : 'rollback_failed',
        message,
      });
      return false;
    }
  }

  async #putBack(): Promise<boolean> {
    const { plan, release, hosts, log } = this.#context;
    const { ref, name } = this.#host;
    const folder = await openFolder(
      this.#host,
      { ...this.#context, signal: this.#signal },
      this.#parts,
    );
    const found = await findPackage(this.#context);
    const view = await folder.begin(this.#signal);
    const target =
      view.marker?.release === release
        ? view.marker.folder
        : (findFolder(plan, view, { release, digest: found?.digest })
            ?.release ?? release);
    const live = await folder.switchBack(target);
    const { previous } = this.#record;
    if (live === undefined) {
      // Never switched; or put back by a worker that died before it could record that.
      const message = `${this.#tell()}${previous ? `It runs ${formatVersion(previous.version)}.` : 'Nothing is live here.'}`;
      const wasBack = this.#record.state === 'rolling_back';
      await hosts.record(ref, {
        state: wasBack ? 'rolled_back' : 'failed',
        runs: previous ?? null,
        message,
      });
      return wasBack;
    }
    if (live === 0 || !previous) {
      const message = `${this.#tell()}Nothing was live here before, so the link current was removed; a process that hooks have started may still run.`;
      log.note(message, { host: name });
      await hosts.record(ref, { state: 'rolled_back', runs: null, message });
      return true;
    }
    log.note(`Put back to ${formatVersion(previous.version)}`, { host: name });
    await hosts.record(ref, {
      state: 'rolling_back',
      runs: previous,
      message: this.#record.message,
    });
    const doubts = await this.#restore(folder, live);
    await hosts.record(ref, {
      state: 'rolled_back',
      runs: previous,
      message: `${this.#tell()}It was put back to ${formatVersion(previous.version)}${doubts ? `, but ${doubts}` : ''}.`,
    });
    return true;
  }

  /** Runs the hooks for the old version, and looks whether it is well. Nothing follows from it: there is no way back. */
  async #restore(
    folder: HostFolder,
    live: number,
  ): Promise<string | undefined> {
    const { previous } = this.#record;
    if (!previous) {
      return undefined;
    }
    const commands = new HostCommands({
      context: this.#context,
      host: this.#host,
      folder,
      signal: this.#signal,
    });
    try {
      await commands.runHooks('afterRollback', live, previous);
      await commands.verify(live, previous);
      return undefined;
    } catch (error) {
      this.#signal.throwIfAborted();
      if (isError(error) && error.name === 'LeaseLostError') {
        throw error;
      }
      const { message } = readProblem(error, {
        release: this.#context.release,
        signal: this.#signal,
      });
      this.#context.log.note(message, { host: this.#host.name });
      return message;
    }
  }

  /** What had gone wrong before, as the beginning of a message. */
  #tell(): string {
    const { message } = this.#record;
    return message ? `${message} ` : '';
  }
}

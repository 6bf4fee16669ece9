import { Writable } from 'node:stream';
import { parseDuration, PlannedHost } from '@stagedoor/plugin-releases-common';
import {
  LiveRelease,
  ReleaseFailure,
  StepContext,
} from '@stagedoor/plugin-releases-node';
import { CommandFailedError } from '../hosts/errors';
import { HostFolder } from '../hosts/HostFolder';
import { verifyHost } from '../verify/verifyHost';
import { describeHost, describeRelease } from './releaseVariables';

type HookKind =
  'beforeAll' | 'beforeSwitch' | 'afterSwitch' | 'afterRollback' | 'afterAll';

/** Runs the commands of a pipeline on one host. */
export class HostCommands {
  readonly #context: StepContext;
  readonly #host: PlannedHost;
  readonly #folder: HostFolder;
  readonly #signal: AbortSignal;

  constructor(options: {
    context: StepContext;
    host: PlannedHost;
    folder: HostFolder;
    signal: AbortSignal;
  }) {
    this.#context = options.context;
    this.#host = options.host;
    this.#folder = options.folder;
    this.#signal = options.signal;
  }

  /**
   * Runs the hooks of one kind in a release's folder. Those that have ended well before are not run again.
   *
   * @throws ReleaseFailure for the first that fails
   */
  async runHooks(
    kind: HookKind,
    folder: number,
    live: LiveRelease,
  ): Promise<void> {
    const { target } = this.#context.plan;
    for (const [index, command] of target.hooks[kind].entries()) {
      await this.#run(command, {
        title: `The hook ${kind}`,
        live,
        start: run =>
          this.#folder.hook(`${kind}-${index}`, command, { ...run, folder }),
      });
    }
  }

  /** @throws ReleaseFailure if the host does not serve what it should */
  async verify(folder: number, live: LiveRelease): Promise<void> {
    const { plan, log } = this.#context;
    await verifyHost(plan.target.verify, {
      host: this.#host,
      signal: this.#signal,
      note: text => log.note(text, { host: this.#host.name }),
      check: async (command, signal) => {
        const output = this.#openOutput();
        try {
          return await this.#folder.check(command, {
            folder,
            variables: this.#listVariables(live),
            timeoutMs: parseDuration(plan.target.hookTimeout),
            output,
            signal,
          });
        } finally {
          output.out.end();
          output.err.end();
        }
      },
    });
  }

  async #run(
    command: string,
    hook: {
      title: string;
      live: LiveRelease;
      start(run: {
        variables: Record<string, string>;
        timeoutMs: number;
        output: { out: Writable; err: Writable };
        signal: AbortSignal;
      }): Promise<number | 'already'>;
    },
  ): Promise<void> {
    const { plan, log } = this.#context;
    const { name } = this.#host;
    log.command(command, { host: name });
    const output = this.#openOutput();
    try {
      const code = await hook.start({
        variables: this.#listVariables(hook.live),
        timeoutMs: parseDuration(plan.target.hookTimeout),
        output,
        signal: this.#signal,
      });
      if (code === 'already') {
        log.note('It has ended well before, and is not run again', {
          host: name,
        });
      } else if (code !== 0) {
        throw new ReleaseFailure(
          `${hook.title} '${shorten(command)}' ended with ${code}`,
        );
      }
    } catch (error) {
      throw error instanceof CommandFailedError
        ? new ReleaseFailure(
            `${hook.title} '${shorten(command)}' took longer than ${plan.target.hookTimeout} and was stopped`,
          )
        : error;
    } finally {
      output.out.end();
      output.err.end();
    }
  }

  #openOutput() {
    const { log } = this.#context;
    const options = { host: this.#host.name };
    return { out: log.output('out', options), err: log.output('err', options) };
  }

  #listVariables(live: LiveRelease): Record<string, string> {
    const { plan } = this.#context;
    return {
      ...this.#context.resolveVariables(plan.target.environment),
      ...describeHost(this.#host),
      ...describeRelease({
        release: live.release,
        plan: { ...plan, version: live.version },
      }),
    };
  }
}

function shorten(command: string): string {
  return command.length > 120 ? `${command.slice(0, 120)}…` : command;
}

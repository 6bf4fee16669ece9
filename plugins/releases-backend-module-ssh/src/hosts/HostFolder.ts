import { Readable, Writable } from 'node:stream';
import { ReleasePlan } from '@stagedoor/plugin-releases-common';
import { Answer } from './AnswerReader';
import { HostConnection, HostScope } from './HostConnection';
import { HostView, readHostView } from './HostView';
import { quoteExports } from './quote';

/** Where the output of a command goes, and what stops it. */
export interface CommandRun {
  timeoutMs: number;
  folder: number;
  variables: Readonly<Record<string, string>>;
  output: { out: Writable; err: Writable };
  signal?: AbortSignal;
}

const bringTimeoutMs = 60 * 60_000;
const pruneTimeoutMs = 5 * 60_000;
const hookGraceSeconds = 15;

/** The folder of one component on one host, as one worker of one release sees it. */
export class HostFolder {
  readonly #connection: HostConnection;
  readonly #scope: HostScope;

  constructor(connection: HostConnection, scope: HostScope) {
    this.#connection = connection;
    this.#scope = { ...scope, path: `${connection.root}${scope.path}` };
  }

  /** Where it is. */
  get path(): string {
    return this.#scope.path;
  }

  /** Looks and changes nothing. */
  async look(signal?: AbortSignal): Promise<HostView> {
    return readHostView(await this.#ask(['look'], { signal }));
  }

  /** Takes the folder over from earlier workers and releases, and looks. */
  async begin(signal?: AbortSignal): Promise<HostView> {
    return readHostView(await this.#ask(['begin'], { signal }));
  }

  /**
   * Takes the folder over, looks, and makes the release's folder from a package if that is wanted then. All in one
   * session: on a slow network each takes its time.
   *
   * @param choose - says what to do with what was found: nothing, unpack what has arrived before, or send these bytes
   */
  async bring(
    digest: string,
    plan: Pick<ReleasePlan, 'version' | 'target'>,
    run: {
      choose(view: HostView): Promise<Readable | 'unpack' | undefined>;
      onArrived(): Promise<void>;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const { files, folders } = plan.target.shared;
    const seen: Answer[] = [];
    await this.#connection.run(this.#scope, {
      words: [
        'bring',
        digest,
        plan.version.commit,
        toOneLine(plan.version.label ?? ''),
        ...files.map(item => `file:${item}`),
        ...folders.map(item => `folder:${item}`),
      ],
      signal: run.signal,
      timeoutMs: bringTimeoutMs,
      onAnswer: async answer => {
        seen.push(answer);
        if (answer.key === 'arrived') {
          await run.onArrived();
        }
        if (answer.key !== 'ready') {
          return undefined;
        }
        const wish = await run.choose(readHostView(seen));
        return wish instanceof Readable
          ? { line: 'send', bytes: wish }
          : { line: wish ?? 'nothing' };
      },
    });
  }

  /** Makes a folder the live one. Not to be interrupted: it takes no signal. */
  async switchTo(folder: number, marker: string): Promise<void> {
    await this.#ask(['switch', String(folder), marker], {});
  }

  /**
   * Returns to what was live before this release.
   *
   * @returns the number of the folder that is live now, 0 for none; undefined if this release was not live
   */
  async switchBack(folder: number): Promise<number | undefined> {
    const answers = await this.#ask(['back', String(folder)], {});
    const back = answers.find(({ key }) => key === 'back');
    return back && Number(back.value);
  }

  /** @returns numbers of the folders that stay */
  async prune(keep: number, signal?: AbortSignal): Promise<number[]> {
    const answers = await this.#ask(['prune', String(keep)], {
      signal,
      timeoutMs: pruneTimeoutMs,
    });
    return answers
      .filter(({ key }) => key === 'kept')
      .map(({ value }) => Number(value));
  }

  /** Checks what a release will need. */
  async inspect(signal?: AbortSignal): Promise<readonly Answer[]> {
    return this.#ask(['inspect'], { signal });
  }

  /**
   * Runs a command of the pipeline, unless it has ended well for this release before.
   *
   * @returns the code it ended with, or `already`
   */
  async hook(
    key: string,
    command: string,
    run: CommandRun,
  ): Promise<number | 'already'> {
    const { answers, code } = await this.#command(run, limit => [
      'hook',
      key,
      limit,
      String(run.folder),
      command,
    ]);
    return answers.some(answer => answer.key === 'already') ? 'already' : code;
  }

  /** Runs a command of the pipeline that looks whether all is well. */
  async check(command: string, run: CommandRun): Promise<number> {
    const { code } = await this.#command(run, limit => [
      'check',
      limit,
      String(run.folder),
      command,
    ]);
    return code;
  }

  #command(run: CommandRun, words: (limit: string) => string[]) {
    const { variables, ...rest } = run;
    // The host's own limit is for the case that nobody can reach it any more.
    const seconds = Math.ceil(run.timeoutMs / 1000) + hookGraceSeconds;
    return this.#connection.run(this.#scope, {
      ...rest,
      words: words(String(seconds)),
      settings: quoteExports(variables),
    });
  }

  async #ask(
    words: string[],
    request: { signal?: AbortSignal; timeoutMs?: number },
  ): Promise<readonly Answer[]> {
    const { answers } = await this.#connection.run(this.#scope, {
      words,
      ...request,
    });
    return answers;
  }
}

function toOneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

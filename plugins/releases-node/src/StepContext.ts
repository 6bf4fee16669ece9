import { Writable } from 'node:stream';
import {
  HostState,
  ReleasePlan,
  Version,
} from '@stagedoor/plugin-releases-common';
import { JsonValue } from '@backstage/types';

/** Which release a host runs. @public */
export interface LiveRelease {
  release: number;
  version: Version;
}

/** What a release has recorded about a host so far. @public */
export interface HostRecord {
  ref: string;
  state: HostState;
  /** Live before this release. Absent when nothing was ever released there. */
  previous?: LiveRelease;
  /** Live now, as far as is recorded. */
  runs?: LiveRelease;
  message?: string;
}

/** What changes about a host. @public */
export interface HostChange {
  state: HostState;
  /** Set in the same write as the state, when what is live has changed: null when nothing is live any more. */
  runs?: LiveRelease | null;
  /** Set once, from what was found on the host itself before anything was changed. */
  previous?: LiveRelease | null;
  /** For people. Replaces the one before; absent removes it. */
  message?: string;
  /** Releases whose folders are on the host: what can be returned to quickly. */
  kept?: number[];
}

/** The results of the hosts, in the platform's tables. @public */
export interface ReleaseHosts {
  list(): Promise<HostRecord[]>;
  get(ref: string): Promise<HostRecord>;
  /**
   * Records a change, durable when it returns.
   *
   * @throws LeaseLostError if another worker has taken the release over; nothing was written
   */
  record(ref: string, change: HostChange): Promise<void>;
}

/**
 * The log of the release. What is written shows up in the order in which it was written; secrets are masked, dangerous
 * control sequences removed, bytes decoded and cut into lines by the platform.
 *
 * @public
 */
export interface ReleaseLog {
  /** A sentence by the platform. */
  note(text: string, options?: { host?: string }): void;
  /** A command that is about to run. */
  command(text: string, options?: { host?: string }): void;
  /** Takes the raw output of a process. Slows the process down when the log cannot keep up. End it when done. */
  output(stream: 'out' | 'err', options?: { host?: string }): Writable;
  /** Resolves when everything written so far is durable. */
  flush(): Promise<void>;
}

/** A package that was built, findable by what it was built from. @public */
export interface PackageRecord {
  digest: string;
  bytes: number;
}

/**
 * Facts about a release that the engine needs again after a crash.
 *
 * @public
 */
export interface ReleaseFacts {
  get(key: string): Promise<JsonValue | undefined>;
  /**
   * Durable when it returns: write an intent before its side effect.
   *
   * @throws LeaseLostError
   */
  set(key: string, value: JsonValue): Promise<void>;
}

/** Everything a step may use. @public */
export interface StepContext {
  release: number;
  plan: ReleasePlan;
  /** Key of the step. */
  step: string;
  /** Grows with each worker that takes the release over. Hosts remember the greatest and refuse smaller ones. */
  epoch: number;
  /** 1 for the first time. */
  attempt: number;
  /**
   * Aborted when somebody cancels (its reason is a CancelledError) or another worker has taken over (a LeaseLostError:
   * touch nothing any more).
   */
  signal: AbortSignal;
  log: ReleaseLog;
  hosts: ReleaseHosts;
  facts: ReleaseFacts;
  packages: {
    /** A package built before from the same commit in the same way. */
    find(buildKey: string): Promise<PackageRecord | undefined>;
    /** Records a package and that this release uses it. */
    record(buildKey: string, found: PackageRecord): Promise<void>;
  };
  /** Fills in values of variables. @throws ReleaseFailure naming a secret that the configuration lacks */
  resolveVariables(
    variables: Readonly<Record<string, string | { secret: string }>>,
  ): Record<string, string>;
  /** Where tests stop, freeze or kill the process; does nothing otherwise. */
  reach(point: string): Promise<void>;
}

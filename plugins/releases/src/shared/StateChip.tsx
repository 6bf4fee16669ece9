import {
  releaseLifecycle,
  type HostState,
  type ReleaseState,
  type StepState,
} from '@stagedoor/plugin-releases-common';
import { Chip, type Tone } from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';

export const toneOfRelease: Readonly<Record<ReleaseState, Tone>> = {
  awaiting_approval: 'warn',
  queued: 'idle',
  running: 'run',
  succeeded: 'ok',
  failed: 'bad',
  errored: 'bad',
  cancelled: 'idle',
  rejected: 'idle',
  expired: 'idle',
};

export const toneOfStep: Readonly<Record<StepState, Tone>> = {
  waiting: 'idle',
  running: 'run',
  succeeded: 'ok',
  failed: 'bad',
  errored: 'bad',
  cancelled: 'idle',
  skipped: 'idle',
};

export const toneOfHost: Readonly<Record<HostState, Tone>> = {
  untouched: 'idle',
  preparing: 'run',
  prepared: 'run',
  switching: 'run',
  verifying: 'run',
  verified: 'ok',
  failed: 'bad',
  rolling_back: 'warn',
  rolled_back: 'warn',
  rollback_failed: 'bad',
  unknown: 'unk',
};

/** The state of a release, in the words of its lifecycle unless others are given: "Running · batch 2 of 3". */
export function StateChip(props: {
  state: ReleaseState;
  children?: ReactNode;
}) {
  const { state, children } = props;
  const { title, description } = releaseLifecycle.states[state];
  return (
    <Chip tone={toneOfRelease[state]} title={description}>
      {children ?? title}
    </Chip>
  );
}

/** The state of a step. */
export function StepStateChip(props: {
  state: StepState;
  children?: ReactNode;
}) {
  const { state, children } = props;
  return <Chip tone={toneOfStep[state]}>{children ?? state}</Chip>;
}

/** What a release did to a host so far. */
export function HostStateChip(props: {
  state: HostState;
  children?: ReactNode;
}) {
  const { state, children } = props;
  return (
    <Chip tone={toneOfHost[state]}>
      {children ?? state.replaceAll('_', ' ')}
    </Chip>
  );
}

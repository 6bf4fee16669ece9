import { defineLifecycle } from '@stagedoor/lifecycle';
import { z } from 'zod';

/** @public */
export const releaseStateSchema = z.enum([
  'awaiting_approval',
  'queued',
  'running',
  'succeeded',
  'failed',
  'errored',
  'cancelled',
  'rejected',
  'expired',
]);

/** @public */
export type ReleaseState = z.infer<typeof releaseStateSchema>;

/** What can happen to a release. @public */
export type ReleaseEvent =
  | 'approve'
  | 'reject'
  | 'expire'
  | 'void'
  | 'cancel'
  | 'start'
  | 'succeed'
  | 'fail'
  | 'error';

/**
 * The lifecycle of a release. The server compares and sets by it, pages offer what it allows, the docs print it.
 *
 * @public
 */
export const releaseLifecycle = defineLifecycle<ReleaseState, ReleaseEvent>({
  states: {
    awaiting_approval: {
      title: 'Waits for approval',
      description:
        'Nothing has happened yet; somebody other than the requester has to approve it.',
    },
    queued: {
      title: 'Queued',
      description:
        'It may run, and starts as soon as the environment is free and a worker takes it.',
    },
    running: {
      title: 'Running',
      description: 'A worker carries it out, step by step.',
    },
    succeeded: {
      title: 'Succeeded',
      description: 'Every host runs the version and passed its verification.',
    },
    failed: {
      title: 'Failed',
      description:
        'The build, a host or a verification said no; each host shows what it runs now.',
    },
    errored: {
      title: 'Errored',
      description:
        'Stagedoor itself could not go on; each host shows what it runs now.',
    },
    cancelled: {
      title: 'Cancelled',
      description: 'A person stopped it, or a newer release took its place.',
    },
    rejected: {
      title: 'Rejected',
      description: 'An approver said no.',
    },
    expired: {
      title: 'Expired',
      description: 'Nobody approved it in time.',
    },
  },
  initial: ['awaiting_approval', 'queued'],
  transitions: [
    { from: 'awaiting_approval', event: 'approve', to: 'queued' },
    { from: 'awaiting_approval', event: 'reject', to: 'rejected' },
    { from: 'awaiting_approval', event: 'expire', to: 'expired' },
    { from: 'awaiting_approval', event: 'cancel', to: 'cancelled' },
    // An approval that no longer counts (the approver has left the group) sends it back.
    { from: 'queued', event: 'void', to: 'awaiting_approval' },
    { from: 'queued', event: 'start', to: 'running' },
    { from: 'queued', event: 'cancel', to: 'cancelled' },
    { from: 'running', event: 'succeed', to: 'succeeded' },
    { from: 'running', event: 'fail', to: 'failed' },
    { from: 'running', event: 'error', to: 'errored' },
    { from: 'running', event: 'cancel', to: 'cancelled' },
  ],
});

/**
 * States of a step of a release.
 *
 * @public
 */
export const stepStateSchema = z.enum([
  'waiting',
  'running',
  'succeeded',
  'failed',
  'errored',
  'cancelled',
  'skipped',
]);

/** @public */
export type StepState = z.infer<typeof stepStateSchema>;

/**
 * What a release has done to one host so far, in the order in which it happens. `unknown` means that contact was lost
 * while something was under way: it is neither a success nor a failure until somebody looks.
 *
 * @public
 */
export const hostStateSchema = z.enum([
  'untouched',
  'preparing',
  'prepared',
  'switching',
  'verifying',
  'verified',
  'failed',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
  'unknown',
]);

/** @public */
export type HostState = z.infer<typeof hostStateSchema>;

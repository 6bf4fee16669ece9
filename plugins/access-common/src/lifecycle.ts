import { defineLifecycle } from '@stagedoor/lifecycle';
import { z } from 'zod';

/** @public */
export const requestStateSchema = z.enum([
  'pending',
  'approved',
  'denied',
  'cancelled',
  'expired',
]);

/** @public */
export type RequestState = z.infer<typeof requestStateSchema>;

/** @public */
export type RequestEvent = 'approve' | 'deny' | 'cancel' | 'expire';

/**
 * The lifecycle of an access request. Once it has left `pending` it never changes again.
 *
 * @public
 */
export const requestLifecycle = defineLifecycle<RequestState, RequestEvent>({
  states: {
    pending: {
      title: 'Waits for approval',
      description: 'Somebody other than the requester has to review it.',
    },
    approved: {
      title: 'Approved',
      description: 'It has opened a grant.',
    },
    denied: { title: 'Denied', description: 'A reviewer said no.' },
    cancelled: {
      title: 'Cancelled',
      description: 'The requester took it back.',
    },
    expired: {
      title: 'Expired',
      description: 'Nobody reviewed it in time.',
    },
  },
  initial: ['pending'],
  transitions: [
    { from: 'pending', event: 'approve', to: 'approved' },
    { from: 'pending', event: 'deny', to: 'denied' },
    { from: 'pending', event: 'cancel', to: 'cancelled' },
    { from: 'pending', event: 'expire', to: 'expired' },
  ],
});

/** @public */
export const grantStateSchema = z.enum([
  'scheduled',
  'active',
  'ended',
  'expired',
  'revoked',
]);

/** @public */
export type GrantState = z.infer<typeof grantStateSchema>;

/** @public */
export type GrantEvent = 'activate' | 'return' | 'expire' | 'revoke';

/**
 * The lifecycle of a grant. Its clock is its own: how long access lasts counts from its activation.
 *
 * @public
 */
export const grantLifecycle = defineLifecycle<GrantState, GrantEvent>({
  states: {
    scheduled: {
      title: 'Scheduled',
      description: 'Approved, and its start lies ahead.',
    },
    active: {
      title: 'Active',
      description: 'Certificates can be had and sessions opened.',
    },
    ended: {
      title: 'Given back',
      description: 'The holder needed it no longer.',
    },
    expired: { title: 'Expired', description: 'Its time is over.' },
    revoked: {
      title: 'Revoked',
      description: 'Somebody, or the policy, took it away.',
    },
  },
  initial: ['scheduled', 'active'],
  transitions: [
    { from: 'scheduled', event: 'activate', to: 'active' },
    { from: 'scheduled', event: 'return', to: 'ended' },
    { from: 'scheduled', event: 'revoke', to: 'revoked' },
    { from: 'active', event: 'return', to: 'ended' },
    { from: 'active', event: 'expire', to: 'expired' },
    { from: 'active', event: 'revoke', to: 'revoked' },
  ],
});

/**
 * States of a session. `lost`: the bastion stopped speaking, so nobody knows how it ended.
 *
 * @public
 */
export const sessionStateSchema = z.enum([
  'active',
  'ended',
  'terminated',
  'lost',
]);

/** @public */
export type SessionState = z.infer<typeof sessionStateSchema>;

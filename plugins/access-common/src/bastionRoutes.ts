import { HttpRoute } from '@stagedoor/http-contract';
import { z } from 'zod';
import {
  bastionVerdictSchema,
  principalsQuestionSchema,
  sessionAnswerSchema,
  sessionQuestionSchema,
} from './bastion';
import { bySession, none } from './routeParts';

/**
 * What bastions call, with their own key as bearer token. They can act only for sessions of active grants.
 *
 * @public
 */
export const bastionRoutes = {
  listPrincipals: {
    method: 'post',
    path: '/bastion/principals',
    summary: 'Tell whether a certificate lets its holder onto the bastion',
    params: none,
    query: none,
    body: principalsQuestionSchema,
    response: z.strictObject({
      principals: z.array(z.string()),
      /** Names of the hosts that it leads to. */
      hosts: z.array(z.string()),
    }),
  },
  beginSession: {
    method: 'post',
    path: '/bastion/sessions',
    summary: 'Begin a session and get a certificate for its one host',
    params: none,
    query: none,
    body: sessionQuestionSchema,
    response: sessionAnswerSchema,
    status: 201,
  },
  appendRecording: {
    method: 'post',
    path: '/bastion/sessions/{id}/recording',
    summary: 'Add a chunk to the recording; chunks are numbered from 0',
    params: bySession,
    query: none,
    body: z.strictObject({
      sequence: z.number().int().min(0),
      /** Asciicast v2 event lines, whole ones only. */
      lines: z.string().max(1_048_576),
      /** SHA-256 of the lines, in hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    response: bastionVerdictSchema,
  },
  keepSession: {
    method: 'post',
    path: '/bastion/sessions/{id}/heartbeat',
    summary: 'Say that a session lives, and hear whether it may go on',
    params: bySession,
    query: none,
    body: none,
    response: bastionVerdictSchema,
  },
  endSession: {
    method: 'post',
    path: '/bastion/sessions/{id}/end',
    summary: 'Say how a session ended',
    params: bySession,
    query: none,
    body: z.strictObject({
      exitCode: z.number().int().min(0).max(255).optional(),
      /** How many chunks there are. */
      chunks: z.number().int().min(0),
    }),
    response: none,
  },
  readRevocations: {
    method: 'get',
    path: '/bastion/revocations',
    summary: 'Read the revocation list (OpenSSH KRL), base64; never empty',
    params: none,
    query: none,
    response: z.strictObject({ krl: z.string(), version: z.string() }),
  },
} as const satisfies Record<string, HttpRoute>;

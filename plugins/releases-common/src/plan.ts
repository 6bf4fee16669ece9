import { z } from 'zod';
import {
  buildSchema,
  hooksSchema,
  variableValueSchema,
  verificationSchema,
} from './pipeline';
import { versionSchema } from './versions';

/** @public */
export const releaseKindSchema = z.enum(['release', 'rollback', 'redeploy']);

/** @public */
export type ReleaseKind = z.infer<typeof releaseKindSchema>;

/** A host of a release, as it was when the release was asked for. @public */
export const plannedHostSchema = z.strictObject({
  ref: z.string(),
  name: z.string(),
  /** `host:port` for SSH. */
  address: z.string(),
  connection: z.enum(['ssh', 'local']),
  /** Its public key in one line, if its description says so. */
  hostKey: z.string().optional(),
  variables: z.record(z.string(), z.string()),
  /** Counted from 0. */
  batch: z.number().int().min(0),
});

/** @public */
export type PlannedHost = z.infer<typeof plannedHostSchema>;

/**
 * Everything that decides what a release does. It is fixed when the release is asked for: approvals are bound to its
 * hash, and later changes of the pipeline, of branches or of hosts do not reach it.
 *
 * @public
 */
export const releasePlanSchema = z.strictObject({
  component: z.string(),
  pipeline: z.string(),
  environment: z.string(),
  kind: releaseKindSchema,
  version: versionSchema,
  source: z.strictObject({
    repository: z.string().optional(),
    git: z.string().optional(),
    folder: z.string().optional(),
  }),
  build: buildSchema,
  engine: z.literal('ssh'),
  target: z.strictObject({
    path: z.string(),
    user: z.string(),
    keep: z.number().int(),
    shared: z.strictObject({
      files: z.array(z.string()),
      folders: z.array(z.string()),
    }),
    environment: z.record(z.string(), variableValueSchema),
    hooks: hooksSchema,
    verify: z.array(verificationSchema),
    hookTimeout: z.string(),
    onFailure: z.enum(['roll-back', 'halt']),
  }),
  hosts: z.array(plannedHostSchema).min(1),
  /** A rollback or redeploy moves the bytes of an earlier release. */
  package: z.strictObject({ digest: z.string(), bytes: z.number() }).optional(),
});

/** @public */
export type ReleasePlan = z.infer<typeof releasePlanSchema>;

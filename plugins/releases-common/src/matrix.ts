import { z } from 'zod';
import {
  allowedSchema,
  approvalRuleSchema,
  releaseSummarySchema,
} from './release';
import { changesSchema, versionSchema } from './versions';
import { plannedHostSchema, releaseKindSchema } from './plan';

/** A version that is still there and can be returned to. @public */
export const rollBackTargetSchema = z.strictObject({
  version: versionSchema,
  /** The release that brought it. */
  release: z.number().int(),
  /** When that was. */
  at: z.string(),
  /** On every host as a folder (fast), or kept as a package that has to be sent again. */
  from: z.enum(['hosts', 'package']),
});

/** @public */
export type RollBackTarget = z.infer<typeof rollBackTargetSchema>;

/** @public */
export const matrixHostSchema = z.strictObject({
  ref: z.string(),
  name: z.string(),
  /** Absent when nothing was ever released there. */
  version: versionSchema.optional(),
  release: z.number().int().optional(),
  since: z.string().optional(),
  by: z.string().optional(),
  /** `unknown` when contact was lost while it was being changed. */
  certainty: z.enum(['recorded', 'unknown', 'never']),
});

/** @public */
export type MatrixHost = z.infer<typeof matrixHostSchema>;

/** What runs on one environment of a component. @public */
export const matrixEnvironmentSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  engine: z.string(),
  hosts: z.array(matrixHostSchema),
  /** The version that all hosts run; absent when none or several do. */
  version: versionSchema.optional(),
  since: z.string().optional(),
  by: z.string().optional(),
  /** Commits on the pipeline's branch that are not there yet. Absent when it cannot be told. */
  behind: z.number().int().optional(),
  /** The one that is running there now. */
  running: releaseSummarySchema.optional(),
  /** Those that wait for an approval or for their turn. At most 10. */
  waiting: z.array(releaseSummarySchema),
  last: releaseSummarySchema.optional(),
  rollBackTargets: z.array(rollBackTargetSchema),
  actions: z.strictObject({
    release: allowedSchema,
    redeploy: allowedSchema,
    rollBack: allowedSchema,
  }),
});

/** @public */
export type MatrixEnvironment = z.infer<typeof matrixEnvironmentSchema>;

/** @public */
export const matrixSchema = z.strictObject({
  component: z.string(),
  /** Absent when no pipeline releases the component. */
  pipeline: z.string().optional(),
  /** What is wrong with the pipeline, if it cannot be used. */
  problem: z.string().optional(),
  branch: z.string().optional(),
  environments: z.array(matrixEnvironmentSchema),
});

/** What runs where. @public */
export type Matrix = z.infer<typeof matrixSchema>;

/** What a release would do, before anybody asks for it. @public */
export const previewSchema = z.strictObject({
  kind: releaseKindSchema,
  version: versionSchema,
  environment: z.string(),
  /** Pass it back when creating the release: if anything has changed since, it is refused. */
  planHash: z.string(),
  hosts: z.array(plannedHostSchema.extend({ runs: versionSchema.optional() })),
  steps: z.array(z.string()),
  changes: changesSchema,
  approvalRule: approvalRuleSchema.optional(),
  /** The release that is running there, and what happens to this one because of it. */
  busy: z
    .strictObject({ release: z.number().int(), then: z.string() })
    .optional(),
  ifItFails: z.string(),
  /** Why it cannot be asked for. Empty if it can. */
  blockers: z.array(z.string()),
});

/** @public */
export type Preview = z.infer<typeof previewSchema>;

/** Whether the hosts of an environment are ready for a release. @public */
export const inspectionSchema = z.strictObject({
  at: z.string(),
  hosts: z.array(
    z.strictObject({
      ref: z.string(),
      name: z.string(),
      checks: z.array(
        z.strictObject({
          name: z.string(),
          state: z.enum(['passed', 'failed', 'unknown']),
          detail: z.string(),
        }),
      ),
    }),
  ),
});

/** @public */
export type Inspection = z.infer<typeof inspectionSchema>;

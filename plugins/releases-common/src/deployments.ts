import { z } from 'zod';
import { versionSchema } from './versions';

/** What one environment of a component runs, in short. @public */
export const deploymentPlaceSchema = z.strictObject({
  /** Name of the environment. */
  name: z.string(),
  /** `same`: all hosts run `version`; `mixed`: they do not, or not all of them do; `unknown`: contact was lost. */
  state: z.enum(['same', 'mixed', 'nothing', 'unknown']),
  hosts: z.number().int(),
  version: versionSchema.optional(),
  since: z.string().optional(),
  /** The release that is on its way there now. */
  running: z.number().int().optional(),
});

/** @public */
export type DeploymentPlace = z.infer<typeof deploymentPlaceSchema>;

/** Which version of a component runs in each of its environments. @public */
export const deploymentSchema = z.strictObject({
  component: z.string(),
  /** The name to show. */
  title: z.string(),
  /** What is wrong with the pipeline, if it cannot be used; there are no environments then. */
  problem: z.string().optional(),
  /** Those that the pipeline names, in the order of delivery. */
  environments: z.array(deploymentPlaceSchema),
});

/** @public */
export type Deployment = z.infer<typeof deploymentSchema>;

/** @public */
export const deploymentListSchema = z.strictObject({
  /** All environments, in the order of delivery. */
  environments: z.array(
    z.strictObject({ name: z.string(), title: z.string() }),
  ),
  items: z.array(deploymentSchema),
  /** How many there are, shown or not. */
  total: z.number().int(),
});

/** @public */
export type DeploymentList = z.infer<typeof deploymentListSchema>;

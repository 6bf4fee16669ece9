/**
 * What every part of the releases plugin, and everybody who talks to it, agrees on.
 *
 * @packageDocumentation
 */
export type {
  Deployment,
  DeploymentList,
  DeploymentPlace,
} from './deployments';
export {
  hostStateSchema,
  releaseLifecycle,
  releaseStateSchema,
  stepStateSchema,
  type HostState,
  type ReleaseEvent,
  type ReleaseState,
  type StepState,
} from './lifecycle';
export {
  logLineSchema,
  logPageSchema,
  type LogLine,
  type LogPage,
} from './log';
export type {
  Inspection,
  Matrix,
  MatrixEnvironment,
  MatrixHost,
  Preview,
  RollBackTarget,
} from './matrix';
export { createReleasesOpenApi } from './openapi';
export {
  RESOURCE_TYPE_RELEASE,
  releaseApprovePermission,
  releaseCancelPermission,
  releaseCreatePermission,
  releaseReadPermission,
  releaseRollBackPermission,
  releasesPermissions,
} from './permissions';
export {
  findPipelineProblems,
  releasePipelineApiVersion,
  releasePipelineKind,
  releasePipelineSpecSchema,
  type PipelineEnvironment,
  type ReleasePipelineSpec,
  type VariableValue,
  type Verification,
} from './pipeline';
export { parseDuration } from './pipelineFields';
export {
  releasePlanSchema,
  type PlannedHost,
  type ReleaseKind,
  type ReleasePlan,
} from './plan';
export type {
  Allowed,
  Approval,
  ApprovalRule,
  Release,
  ReleaseHost,
  ReleaseList,
  ReleaseStep,
  ReleaseSummary,
  TimelineEntry,
} from './release';
export {
  RELATION_RECEIVES_RELEASES_OF,
  RELATION_RELEASED_BY,
  RELATION_RELEASES,
  RELATION_RELEASES_TO,
} from './relations';
export { ReleasesClient } from './ReleasesClient';
export { releasesRoutes, type ReleaseRequest } from './routes';
export {
  releasesSignalChannel,
  releasesSignalSchema,
  type ReleasesSignal,
} from './signals';
export {
  commitIdSchema,
  type Changes,
  type OfferedVersion,
  type ReleaseCommit,
  type Version,
  type VersionList,
} from './versions';

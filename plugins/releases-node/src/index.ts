/**
 * What engines implement to carry out releases, and what they are given.
 *
 * @packageDocumentation
 */
export { CancelledError, LeaseLostError, ReleaseFailure } from './errors';
export type {
  EngineTarget,
  PlannedStep,
  ReleaseEngine,
  StepResult,
} from './ReleaseEngine';
export {
  releaseEnginesExtensionPoint,
  type ReleaseEnginesExtensionPoint,
} from './releaseEnginesExtensionPoint';
export {
  releaseFaultPointsServiceRef,
  type ReleaseFaultPoints,
} from './releaseFaultPointsServiceRef';
export type { ReleaseSource, ReleaseSources } from './ReleaseSources';
export { releaseSourcesServiceRef } from './releaseSourcesServiceRef';
export type {
  HostChange,
  HostRecord,
  LiveRelease,
  PackageRecord,
  ReleaseFacts,
  ReleaseHosts,
  ReleaseLog,
  StepContext,
} from './StepContext';

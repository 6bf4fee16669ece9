/**
 * What every part of the access plugin, and everybody who talks to it, agrees on.
 *
 * @packageDocumentation
 */
export {
  AccessClient,
  type AccessInput,
  type AccessOutput,
  type AccessRouteName,
} from './AccessClient';
export type {
  BastionVerdict,
  PrincipalsQuestion,
  SessionAnswer,
  SessionQuestion,
} from './bastion';
export type { Allowed } from './fields';
export type {
  Certificate,
  Connection,
  Grant,
  GrantSummary,
  ListedGrant,
  SavedKey,
  Session,
} from './grant';
export {
  grantLifecycle,
  grantStateSchema,
  requestLifecycle,
  requestStateSchema,
  sessionStateSchema,
  type GrantEvent,
  type GrantState,
  type RequestEvent,
  type RequestState,
  type SessionState,
} from './lifecycle';
export { createAccessOpenApi } from './openapi';
export {
  RESOURCE_TYPE_ACCESS,
  accessHoldersPermission,
  accessPermissions,
  accessReadPermission,
  accessReplayPermission,
  accessRequestPermission,
  accessReviewPermission,
  accessRevokePermission,
} from './permissions';
export {
  accessWishSchema,
  pinnedHostSchema,
  type AccessPreview,
  type AccessRequest,
  type AccessRequestSummary,
  type AccessRule,
  type AccessWish,
  type ListedRequest,
  type PinnedHost,
  type Review,
} from './request';
export { bastionRoutes } from './bastionRoutes';
export { accessRoutes } from './routes';
export {
  accessSignalChannel,
  accessSignalSchema,
  type AccessSignal,
} from './signals';

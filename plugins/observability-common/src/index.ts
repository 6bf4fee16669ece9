/**
 * What the frontend and the backend of the observability plugin share.
 *
 * @packageDocumentation
 */
export { observabilityAnnotations } from './annotations';
export {
  entityLinkSchema,
  entityLinksQuerySchema,
  entityLinksSchema,
  environmentNameSchema,
  missingLinkSchema,
  openLinkSchema,
  refusedLinkSchema,
  type EntityLink,
  type EntityLinks,
  type EntityLinksQuery,
  type MissingLink,
  type OpenLink,
  type RefusedLink,
} from './entityLinks';
export {
  linkGroupSchema,
  linkIconSchema,
  type LinkGroup,
  type LinkIcon,
} from './linkKinds';
export {
  ObservabilityClient,
  type ObservabilityApi,
} from './ObservabilityClient';
export { createObservabilityOpenApi } from './openapi';
export {
  observabilityLinksReadPermission,
  observabilityPermissions,
} from './permissions';
export { observabilityRoutes } from './routes';
export {
  defaultRangePreset,
  findTimeRangeProblem,
  rangePresetSchema,
  resolveTimeRange,
  type RangePreset,
  type TimeRange,
  type TimeRangeQuery,
} from './timeRange';

/**
 * What the form that creates a service and the backend behind it say to each other.
 *
 * @packageDocumentation
 */
export {
  destinationOptionSchema,
  destinationOptionsSchema,
  destinationSchema,
  type Destination,
  type DestinationOption,
  type ForgeDestination,
} from './destination';
export { createServiceCreationOpenApi } from './openapi';
export {
  previewEntitySchema,
  previewFileSchema,
  previewLimits,
  previewRequestSchema,
  previewSchema,
  type Preview,
  type PreviewEntity,
  type PreviewFile,
  type PreviewRequest,
} from './preview';
export { serviceCreationRoutes } from './routes';
export {
  ServiceCreationClient,
  type ServiceCreationApi,
} from './ServiceCreationClient';
export {
  findServiceNameProblem,
  nameAvailabilitySchema,
  serviceNameSchema,
  suggestServiceName,
  type NameAvailability,
} from './serviceName';

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
export { createOpenApiDocument } from './openApiDocument';
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
export {
  ServiceCreationClient,
  type ServiceCreationApi,
  type ServiceCreationClientOptions,
} from './ServiceCreationClient';
export {
  findServiceNameProblem,
  nameAvailabilitySchema,
  serviceNameSchema,
  suggestServiceName,
  type NameAvailability,
} from './serviceName';

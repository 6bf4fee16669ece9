/**
 * Form fields for templates that create services.
 *
 * @packageDocumentation
 */
export { serviceCreationApiRef } from './api/serviceCreationApiRef';
export { scaffolderModuleStagedoor as default } from './module';
export { serviceCreationTranslationRef } from './translation';

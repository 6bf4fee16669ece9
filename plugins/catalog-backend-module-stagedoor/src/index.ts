/**
 * Brings what the repositories of this installation describe into the catalog, shows the environments of the
 * configuration, and knows hosts and release pipelines.
 *
 * @packageDocumentation
 */
export { catalogModuleStagedoor as default } from './module';

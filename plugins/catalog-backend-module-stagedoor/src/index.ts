/**
 * Brings what the repositories of this installation describe into the catalog, and checks hosts.
 *
 * @packageDocumentation
 */
export { catalogModuleStagedoor as default } from './module';

/**
 * The built-in engine of the releases plugin.
 *
 * @packageDocumentation
 */
export { releasesModuleSsh as default } from './module';

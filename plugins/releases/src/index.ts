/**
 * Frontend of the releases plugin.
 *
 * @packageDocumentation
 */
export { releasesApiRef, type ReleasesApi } from './api/releasesApiRef';
export { releasesPlugin as default } from './plugin';
export { releasesTranslationRef } from './translation';

/**
 * Frontend of the access plugin.
 *
 * @packageDocumentation
 */
export { accessApiRef, type AccessApi } from './api/accessApiRef';
export { accessPlugin as default } from './plugin';
export { accessTranslationRef } from './translation';

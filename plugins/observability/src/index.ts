/**
 * Frontend of the observability plugin.
 *
 * @packageDocumentation
 */
export { observabilityApiRef } from './api/observabilityApi';
export { observabilityPlugin as default } from './plugin';
export { observabilityTranslationRef } from './translation';

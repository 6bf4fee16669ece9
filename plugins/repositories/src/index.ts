/**
 * Source pages of the repositories that live on this platform.
 *
 * @packageDocumentation
 */
export { repositoriesApiRef } from './api/repositoriesApiRef';
export { repositoriesPlugin as default } from './plugin';

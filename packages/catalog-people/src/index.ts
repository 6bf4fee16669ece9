/**
 * Who people are and what they own and belong to, as the catalog says: refs in one spelling, and memberships however
 * deep.
 *
 * @packageDocumentation
 */
export { CatalogMemberships } from './CatalogMemberships';
export { CatalogNames } from './CatalogNames';
export { CatalogReads } from './CatalogReads';
export { identifyCaller, type Caller } from './identifyCaller';
export { canonicalRef, findOwner, isSameRef } from './entityRefs';

/**
 * An organisation for the tests of backend plugins: its catalog, its people who call, and what they are told.
 *
 * @packageDocumentation
 */
export { actingAuthFactory } from './backend/actingAuth';
export { callAs, type Method } from './backend/callAs';
export { describeSchemas } from './backend/describeSchemas';
export { listPermissions } from './backend/listPermissions';
export { recordEffects, type Told } from './backend/recordEffects';
export { createCatalog } from './organisation/createCatalog';
export { createOrganisationModule } from './organisation/createOrganisationModule';
export {
  component,
  findEntity,
  group,
  host,
  origin,
  person,
} from './organisation/entities';
export { teams } from './organisation/teams';
export { untilIngested } from './organisation/untilIngested';

import { BasicPermissionRegistration } from '@stagedoor/plugin-roles-node';

type Always = BasicPermissionRegistration['allow'];

/** What every role may do, so what everyone who is given any role may do. */
export const everyRole = {
  viewer: 'always',
  developer: 'always',
  'platform-engineer': 'always',
  auditor: 'always',
} satisfies Always;

/** Reads that show how services are made and run: more than the catalog says. */
export const insideReaders = {
  developer: 'always',
  'platform-engineer': 'always',
  auditor: 'always',
} satisfies Always;

/** Reads about the platform itself. */
export const platformReaders = {
  'platform-engineer': 'always',
  auditor: 'always',
} satisfies Always;

/** Changes that come with making a service. */
export const makers = {
  developer: 'always',
  'platform-engineer': 'always',
} satisfies Always;

/** Changes to the platform itself, or to what nobody in particular owns. */
export const platformEngineers = {
  'platform-engineer': 'always',
} satisfies Always;

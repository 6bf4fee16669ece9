import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogIngestionManagePermission,
  catalogIngestionReadPermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  unprocessedEntitiesDeletePermission,
  unprocessedEntitiesReadPermission,
} from '@backstage/plugin-catalog-unprocessed-entities-common';
import { PermissionRegistration } from '@stagedoor/plugin-roles-node';
import {
  everyRole,
  insideReaders,
  makers,
  platformEngineers,
  platformReaders,
} from './allowances';

/** The catalog. Documentation, search and API pages ask for its read permission too, and have none of their own. */
export const catalogPermissions: PermissionRegistration[] = [
  {
    permission: catalogEntityReadPermission,
    title: 'See an entity',
    phrase: 'see {resource}',
    description:
      'Find it in the catalog and in search, open its page, its API and its documentation.',
    allow: { ...everyRole, owner: 'owner' },
  },
  {
    permission: catalogEntityCreatePermission,
    title: 'Register an existing component',
    description: 'Add a component that already has a catalog-info.yaml.',
    allow: makers,
  },
  {
    permission: catalogEntityRefreshPermission,
    title: 'Refresh an entity',
    phrase: 'refresh {resource}',
    description: 'Read its catalog-info.yaml again now.',
    allow: { owner: 'owner', ...platformEngineers },
  },
  {
    permission: catalogEntityDeletePermission,
    title: 'Unregister an entity',
    phrase: 'unregister {resource}',
    description:
      'Remove it from the catalog; it comes back while its catalog-info.yaml is still being read.',
    allow: { owner: 'owner', ...platformEngineers },
  },
  {
    permission: catalogEntityValidatePermission,
    title: 'Validate an entity',
    description: 'Have a catalog-info.yaml checked without registering it.',
    allow: makers,
  },
  {
    permission: catalogLocationReadPermission,
    title: 'See locations',
    description: 'See which catalog-info.yaml files are registered.',
    allow: everyRole,
  },
  {
    permission: catalogLocationCreatePermission,
    title: 'Register a location',
    description: 'Have the catalog read one more catalog-info.yaml.',
    allow: makers,
  },
  {
    permission: catalogLocationAnalyzePermission,
    title: 'Analyze a location',
    description:
      'Look into a repository before registering it, to see what it contains.',
    allow: makers,
  },
  {
    permission: catalogLocationDeletePermission,
    title: 'Unregister a location',
    description:
      'Stop reading a registered catalog-info.yaml, with every entity in it. A location has no owner, so this cannot be left to owners.',
    allow: platformEngineers,
  },
  {
    permission: catalogIngestionReadPermission,
    title: 'See ingestion',
    description: 'See how the catalog takes in entities.',
    allow: platformReaders,
  },
  {
    permission: catalogIngestionManagePermission,
    title: 'Manage ingestion',
    description: 'Change how the catalog takes in entities.',
    allow: platformEngineers,
  },
  {
    permission: unprocessedEntitiesReadPermission,
    title: 'See unprocessed entities',
    description: 'See entities that the catalog could not take in, and why.',
    allow: insideReaders,
  },
  {
    permission: unprocessedEntitiesDeletePermission,
    title: 'Delete an unprocessed entity',
    description: 'Remove an entity that the catalog could not take in.',
    allow: platformEngineers,
  },
];

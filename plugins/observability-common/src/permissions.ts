import { createPermission } from '@backstage/plugin-permission-common';

/**
 * See where a service is monitored. Which services, is for the catalog to decide.
 *
 * @public
 */
export const observabilityLinksReadPermission = createPermission({
  name: 'observability.links.read',
  attributes: { action: 'read' },
});

/** @public */
export const observabilityPermissions = [observabilityLinksReadPermission];

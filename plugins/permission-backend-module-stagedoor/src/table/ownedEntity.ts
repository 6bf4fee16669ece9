import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { ConditionalAllowance } from '@stagedoor/plugin-roles-node';

/**
 * What the allowance `owner` means: the catalog's own rule, so a list is filtered by what the database knows of owners.
 */
export const ownedEntity: ConditionalAllowance = {
  pluginId: 'catalog',
  resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
  restriction: 'if they own it',
  createConditions: ({ ownershipEntityRefs }) => ({
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    rule: 'IS_ENTITY_OWNER',
    params: { claims: ownershipEntityRefs },
  }),
};

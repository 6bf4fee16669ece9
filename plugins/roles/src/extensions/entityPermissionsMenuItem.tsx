import { stringifyEntityRef } from '@backstage/catalog-model';
import { dialogApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiQuestionLine } from '@remixicon/react';

/**
 * Answers for every other item of an entity's menu: those that are disabled cannot explain themselves.
 */
export const entityPermissionsMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'permissions',
  params: {
    icon: <RiQuestionLine size={16} />,
    useProps: () => {
      const { entity } = useEntity();
      const dialogApi = useApi(dialogApiRef);
      return {
        title: 'What may I do here?',
        onClick: async () => {
          const { EntityPermissionsDialog } =
            await import('../components/EntityPermissionsDialog/EntityPermissionsDialog');
          dialogApi.open(({ dialog }) => (
            <EntityPermissionsDialog
              entityRef={stringifyEntityRef(entity)}
              title={entity.metadata.title ?? entity.metadata.name}
              onClose={() => dialog.close()}
            />
          ));
        },
      };
    },
  },
});

import {
  createFrontendModule,
  PluginHeaderActionBlueprint,
} from '@backstage/frontend-plugin-api';
import { PluginWrapperBlueprint } from '@backstage/frontend-plugin-api/alpha';
import { catalogEntityCreatePermission } from '@backstage/plugin-catalog-common/alpha';
import { unprocessedEntitiesReadPermission } from '@backstage/plugin-catalog-unprocessed-entities-common';
import { devToolsInfoReadPermission } from '@backstage/plugin-devtools-common';
import { kubernetesResourcesReadPermission } from '@backstage/plugin-kubernetes-common';
import { Permission } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';

/** Explains, in the header of a plugin's pages, a button that the plugin hides from those who may not use it. */
function explainHiddenButton(
  pluginId: string,
  permission: Permission,
  label: string,
) {
  return createFrontendModule({
    pluginId,
    extensions: [
      PluginHeaderActionBlueprint.make({
        name: 'why-not',
        params: {
          loader: async () => {
            const { HiddenButtonExplanation } =
              await import('../components/HiddenButtonExplanation/HiddenButtonExplanation');
            return (
              <HiddenButtonExplanation permission={permission} label={label} />
            );
          },
        },
      }),
    ],
  });
}

/** Explains pages that a plugin would otherwise pretend not to have. */
function explainDeniedPages(pluginId: string, permission: Permission) {
  return createFrontendModule({
    pluginId,
    extensions: [
      PluginWrapperBlueprint.make({
        name: 'permission-gate',
        params: defineParams =>
          defineParams({
            loader: async () => {
              const { PermissionGate } =
                await import('@stagedoor/plugin-roles-react');
              return {
                component: ({ children }) => (
                  <PermissionGate permission={permission}>
                    {children}
                  </PermissionGate>
                ),
              };
            },
          }),
      }),
    ],
  });
}

/**
 * Makes the plugins of Backstage explain what they disable or hide: their own pages leave people guessing.
 *
 * @public
 */
export const stockPluginModules = [
  explainHiddenButton(
    'scaffolder',
    taskCreatePermission,
    'Why can’t I create?',
  ),
  explainDeniedPages('catalog-import', catalogEntityCreatePermission),
  explainDeniedPages('devtools', devToolsInfoReadPermission),
  explainDeniedPages(
    'catalog-unprocessed-entities',
    unprocessedEntitiesReadPermission,
  ),
  explainDeniedPages('kubernetes', kubernetesResourcesReadPermission),
];

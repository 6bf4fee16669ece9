import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiKey2Line } from '@remixicon/react';
import { accessTranslationRef } from '../translation';
import { whereAccessIs } from './whereAccessIs';

/** "Request access" in the menu of components, hosts and teams, whichever of their tabs is open. */
export const requestAccess = EntityContextMenuItemBlueprint.make({
  name: 'request',
  params: {
    icon: <RiKey2Line size={16} />,
    filter: whereAccessIs,
    useProps: () => {
      const { entity } = useEntity();
      const { t } = useTranslationRef(accessTranslationRef);
      const entityPage = useRouteRef(entityRouteRef);
      const page = entityPage?.(entityRouteParams(entity)) ?? '';
      return { title: t('ask.open'), href: `${page}/access?access=` };
    },
  },
});

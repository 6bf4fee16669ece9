import { useRouteRef } from '@backstage/frontend-plugin-api';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { RiAddLine } from '@remixicon/react';
import {
  GuardedButtonLink,
  type GuardedButtonLinkProps,
} from '@stagedoor/plugin-roles-react';

/** Leads to the templates; who may run none is told why here. */
export const CreateServiceLink = (
  props: Pick<GuardedButtonLinkProps, 'variant' | 'size' | 'className'>,
) => {
  const createPage = useRouteRef(scaffolderPlugin.routes.root);
  return createPage ? (
    <GuardedButtonLink
      {...props}
      href={createPage()}
      permission={taskCreatePermission}
      iconStart={<RiAddLine />}
    >
      Create a service
    </GuardedButtonLink>
  ) : null;
};

import { accessReadPermission } from '@stagedoor/plugin-access-common';
import { ErrorPanel as AnyErrorPanel } from '@stagedoor/ui-parts';
import type { ComponentProps } from 'react';

/** Stands where something about access could not be read. Who may not see it learns why not. */
export function ErrorPanel(
  props: Omit<ComponentProps<typeof AnyErrorPanel>, 'permission'>,
) {
  return <AnyErrorPanel {...props} permission={accessReadPermission} />;
}

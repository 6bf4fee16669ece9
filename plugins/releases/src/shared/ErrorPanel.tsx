import { releaseReadPermission } from '@stagedoor/plugin-releases-common';
import { ErrorPanel as AnyErrorPanel } from '@stagedoor/ui-parts';
import type { ComponentProps } from 'react';

/** Stands where something about releases could not be read. Who may not see releases learns why not. */
export function ErrorPanel(
  props: Omit<ComponentProps<typeof AnyErrorPanel>, 'permission'>,
) {
  return <AnyErrorPanel {...props} permission={releaseReadPermission} />;
}

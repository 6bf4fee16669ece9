import type { Entity } from '@backstage/catalog-model';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import { GoTo } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { usePaths } from '../shared/usePaths';
import { RequestAccessDialog } from './RequestAccessDialog';
import { useAskInUrl } from './useAskInUrl';

/** The form that the address of the page asks for, and the way to the request that comes of it. */
export function AskedDialog(props: { entity?: Entity }) {
  const [asked, setAsked] = useAskInUrl();
  const [created, setCreated] = useState<AccessRequest>();
  const paths = usePaths();
  if (created) {
    return <GoTo href={paths.request(created.id)} />;
  }
  return asked ? (
    <RequestAccessDialog
      entity={props.entity}
      asked={asked}
      onDone={request => {
        // Whoever comes back to this page does not want to ask for it once more.
        setAsked(undefined);
        setCreated(request);
      }}
      onClose={() => setAsked(undefined)}
    />
  ) : null;
}

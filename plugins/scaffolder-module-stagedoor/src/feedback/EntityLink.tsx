import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** The name of an entity, linked to its page. Opens beside the form, which would otherwise be lost. */
export function EntityLink({ entityRef }: { entityRef: string }) {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const entityPage = useRouteRef(entityRouteRef);
  const { primaryTitle } = useEntityPresentation(entityRef);
  const href = entityPage?.({ kind: kind.toLowerCase(), namespace, name });
  return href ? (
    <Link href={href} target="_blank" rel="noopener">
      {primaryTitle}
    </Link>
  ) : (
    <>{primaryTitle}</>
  );
}

import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import styles from './shared.module.css';

/** What the catalog calls a thing, with the way to its page. What is no reference is shown as it is. */
export function EntityName(props: { entityRef: string; isPlain?: boolean }) {
  const { entityRef, isPlain } = props;
  const parts = readRef(entityRef);
  return parts ? (
    <KnownEntityName {...parts} entityRef={entityRef} isPlain={isPlain} />
  ) : (
    <>{entityRef}</>
  );
}

function KnownEntityName(props: {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  isPlain?: boolean;
}) {
  const { entityRef, kind, namespace, name, isPlain } = props;
  const { primaryTitle } = useEntityPresentation(entityRef);
  const entityPage = useRouteRef(entityRouteRef);
  const href = entityPage?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return href && !isPlain ? (
    <Link href={href} standalone className={styles.entity}>
      {primaryTitle}
    </Link>
  ) : (
    <>{primaryTitle}</>
  );
}

function readRef(entityRef: string) {
  try {
    return parseEntityRef(entityRef);
  } catch {
    return undefined;
  }
}

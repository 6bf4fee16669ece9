import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useEntityName } from './useEntityName';
import styles from './parts.module.css';

/** What the catalog calls a thing, with the way to its page. What is no reference is shown as it is. */
export function EntityName(props: {
  entityRef: string;
  /** Without the way to its page. */
  isPlain?: boolean;
  /** Other words for it. */
  children?: ReactNode;
}) {
  const parts = readRef(props.entityRef);
  return parts ? (
    <KnownEntityName {...parts} {...props} />
  ) : (
    <>{props.children ?? props.entityRef}</>
  );
}

function KnownEntityName(props: {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  isPlain?: boolean;
  children?: ReactNode;
}) {
  const { entityRef, kind, namespace, name, isPlain, children } = props;
  const title = useEntityName(entityRef);
  const entityPage = useRouteRef(entityRouteRef);
  const href = entityPage?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return href && !isPlain ? (
    <Link href={href} standalone className={styles.entity}>
      {children ?? title}
    </Link>
  ) : (
    <>{children ?? title}</>
  );
}

function readRef(entityRef: string) {
  try {
    return parseEntityRef(entityRef);
  } catch {
    return undefined;
  }
}

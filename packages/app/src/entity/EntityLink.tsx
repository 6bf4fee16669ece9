import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import styles from './entity.module.css';

/** A link to the page of an entity, by its reference. */
export const EntityLink = (props: { entityRef: string; title?: string }) => {
  const { kind, namespace, name } = parseEntityRef(props.entityRef);
  const entityPage = useRouteRef(entityRouteRef);
  const title = props.title ?? name;
  const href = entityPage?.({
    kind: kind.toLocaleLowerCase('en-US'),
    namespace,
    name,
  });
  return href ? (
    <Link href={href} standalone className={styles.entityLink}>
      {title}
    </Link>
  ) : (
    <>{title}</>
  );
};

import { useRouteRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  entityRouteRef,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import styles from './entity.module.css';

/** A link to the page of an entity, by its reference; it shows the title, once that is known. */
export const EntityLink = (props: { entityRef: string; title?: string }) => {
  const { kind, namespace, name } = parseEntityRef(props.entityRef);
  const entityPage = useRouteRef(entityRouteRef);
  const { primaryTitle } = useEntityPresentation(props.entityRef);
  const title = props.title ?? primaryTitle;
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

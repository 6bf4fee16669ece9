import { useId } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { Button, Skeleton } from '@backstage/ui';
import { CreateServiceLink } from '../create/CreateServiceLink';
import { CatalogRow } from './CatalogRow';
import { CatalogSearch } from './CatalogSearch';
import { describeList } from './describeList';
import { EmptyList } from './EmptyList';
import { columns, SortableHeader } from './SortableHeader';
import styles from './catalog.module.css';

/** What the filters leave of the catalog, a page at a time. */
export const CatalogList = () => {
  const { entities, error, filters, loading, pageInfo, refresh, totalItems } =
    useEntityList();
  const titleId = useId();

  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {describeList(filters)}
          <span className={styles.count} role="status">
            {totalItems === undefined ? '' : totalItems}
          </span>
        </h2>
        <CatalogSearch />
        <CreateServiceLink variant="primary" className={styles.create} />
      </div>
      {error ? (
        <div role="alert" className={styles.message}>
          <p>The catalog did not answer: {error.message}</p>
          {refresh ? (
            <Button variant="secondary" size="small" onPress={() => refresh()}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
      {!error && loading && entities.length === 0 ? <Waiting /> : null}
      {!error && !loading && entities.length === 0 ? <EmptyList /> : null}
      {entities.length > 0 ? (
        <table className={styles.table} aria-busy={loading}>
          <thead>
            <tr>
              {columns.map(column => (
                <SortableHeader key={column.title} column={column} />
              ))}
              <th scope="col" className={styles.starCell}>
                <span className={styles.hidden}>Star</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entities.map(entity => (
              <CatalogRow key={stringifyEntityRef(entity)} entity={entity} />
            ))}
          </tbody>
        </table>
      ) : null}
      {pageInfo?.prev || pageInfo?.next ? (
        <nav className={styles.pages} aria-label="Pages of the list">
          <Button
            variant="secondary"
            size="small"
            isDisabled={!pageInfo.prev}
            onPress={() => pageInfo.prev?.()}
          >
            Previous
          </Button>
          <Button
            variant="secondary"
            size="small"
            isDisabled={!pageInfo.next}
            onPress={() => pageInfo.next?.()}
          >
            Next
          </Button>
        </nav>
      ) : null}
    </section>
  );
};

const Waiting = () => (
  <div className={styles.waiting} role="status" aria-label="Loading">
    {Array.from({ length: 8 }, (_, row) => (
      <Skeleton key={row} width={`${92 - (row % 4) * 9}%`} height={18} />
    ))}
  </div>
);

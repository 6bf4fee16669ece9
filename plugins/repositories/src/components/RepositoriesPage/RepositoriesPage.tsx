import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Card,
  CardBody,
  Container,
  Link,
  Skeleton,
} from '@backstage/ui';
import type { Repository } from '@stagedoor/plugin-repositories-common';
import { Age } from '@stagedoor/ui-parts';
import { useEffect, useState } from 'react';
import { useAsyncFn } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { useSourcePath } from '../../hooks/useSourcePath';
import { Problem } from '../Problem/Problem';
import styles from './RepositoriesPage.module.css';

/** Every repository of this platform that the person may read. */
export function RepositoriesPage() {
  const api = useApi(repositoriesApiRef);
  const [items, setItems] = useState<Repository[]>();
  const [cursor, setCursor] = useState<string>();
  const [{ loading, error }, load] = useAsyncFn(
    async (after?: string) => {
      const page = await api.listRepositories({ cursor: after });
      setItems(known => [...((after && known) || []), ...page.items]);
      setCursor(page.nextCursor);
    },
    [api],
  );
  useEffect(() => {
    load();
  }, [load]);

  return (
    <Container>
      <main>
        <Card>
          <CardBody>
            {error && (
              <Problem
                subject="The list of repositories"
                error={error}
                onRetry={() => load()}
              />
            )}
            {!items && !error && <Loading />}
            {items && items.length === 0 && <Empty />}
            {items && items.length > 0 && <Table items={items} />}
            {cursor && (
              <Button
                className={styles.more}
                variant="secondary"
                loading={loading}
                onPress={() => load(cursor)}
              >
                Show more
              </Button>
            )}
          </CardBody>
        </Card>
      </main>
    </Container>
  );
}

function Table(props: { items: Repository[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Repository</th>
          <th scope="col" className={styles.secondary}>
            Kind
          </th>
          <th scope="col" className={styles.secondary}>
            Branch
          </th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {props.items.map(item => (
          <Row key={item.name} repository={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: { repository: Repository }) {
  const { repository } = props;
  const pathTo = useSourcePath();
  const problem = repository.error ?? repository.mirror?.error;
  return (
    <tr>
      <td>
        <Link
          className={styles.name}
          href={pathTo('tree', {
            name: repository.name,
            ref: repository.defaultBranch,
            path: '',
          })}
        >
          {repository.name}
        </Link>
        {repository.description && (
          <div className={styles.small}>{repository.description}</div>
        )}
        {problem && <div className={styles.bad}>{problem}</div>}
      </td>
      <td className={styles.secondary}>
        {repository.kind === 'mirror' ? 'read-only copy' : 'kept here'}
      </td>
      <td className={styles.secondary}>{repository.defaultBranch}</td>
      <td>{repository.updatedAt ? <Age at={repository.updatedAt} /> : '—'}</td>
    </tr>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading repositories">
      {['40%', '55%', '35%'].map(width => (
        <Skeleton key={width} width={width} height={18} />
      ))}
    </div>
  );
}

function Empty() {
  return (
    <p>
      There is no repository yet. What is created from a template with the
      destination “built-in store” is kept here, and so are copies of the
      repositories named in <code>repositories.mirrors</code> of the
      configuration.
    </p>
  );
}

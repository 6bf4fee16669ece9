import type { ReactNode } from 'react';
import { Button, Skeleton } from '@backstage/ui';
import type { Loaded } from '../feedback/useLoad';
import styles from './entity.module.css';

interface LoadedListProps<T> {
  data: Loaded<T>;
  children: (value: T) => ReactNode;
}

/** The waiting and failing states of a card. */
export function LoadedList<T>(props: LoadedListProps<T>) {
  const { data, children } = props;
  switch (data.state) {
    case 'loading':
      return (
        <div className={styles.waiting} role="status" aria-label="Loading">
          <Skeleton width="80%" height={16} />
          <Skeleton width="60%" height={16} />
        </div>
      );
    case 'failed':
      return (
        <div role="alert" className={styles.empty}>
          <p>This could not be loaded: {data.error.message}</p>
          <Button size="small" variant="secondary" onPress={data.retry}>
            Try again
          </Button>
        </div>
      );
    default:
      return <>{children(data.value)}</>;
  }
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Card, ErrorNote, Loading, type Pages } from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { accessTranslationRef } from '../translation';
import { ErrorPanel } from './ErrorPanel';
import styles from './shared.module.css';

/** One list with its title, and with its waiting, failing and empty states. */
export function Section<TItem>(props: {
  title: string;
  list: Pages<{ items: TItem[]; nextCursor?: string }>;
  empty: ReactNode;
  more?: ReactNode;
  isUrgent?: boolean;
  keyOf: (item: TItem) => string | number;
  children: (item: TItem) => ReactNode;
}) {
  const { title, list, empty, more, isUrgent, keyOf, children } = props;
  const { items, error, isLoading, loadMore, reload } = list;
  const { t } = useTranslationRef(accessTranslationRef);
  return (
    <Card title={title} more={more} isUrgent={isUrgent && !!items?.length}>
      {items === undefined && error === undefined ? (
        <Loading label={t('shared.loading', { title })} />
      ) : null}
      {items === undefined && error !== undefined ? (
        <ErrorPanel subject={title} error={error} onRetry={reload} />
      ) : null}
      {items ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
      {items?.length === 0 ? <div className={styles.quiet}>{empty}</div> : null}
      {items?.length ? (
        <ul className={styles.list} aria-label={title} aria-busy={isLoading}>
          {items.map(item => (
            <li key={keyOf(item)}>{children(item)}</li>
          ))}
        </ul>
      ) : null}
      {loadMore ? (
        <Button
          variant="secondary"
          size="small"
          isPending={isLoading}
          onPress={loadMore}
        >
          {t('shared.more')}
        </Button>
      ) : null}
    </Card>
  );
}

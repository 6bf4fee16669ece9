import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  ReleaseList,
  ReleaseSummary,
} from '@stagedoor/plugin-releases-common';
import { Card, ErrorNote, Loading, type Pages } from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../shared/ErrorPanel';
import { releasesTranslationRef } from '../translation';
import { ReleaseTable } from './ReleaseTable';
import styles from './list.module.css';

/** One list of releases with its title, and with its waiting, failing and empty states. */
export function ReleaseSection(props: {
  title: string;
  releases: Pages<ReleaseList>;
  empty: ReactNode;
  /** Stands above the list. */
  filters?: ReactNode;
  /** Beside the title. */
  more?: ReactNode;
  isUrgent?: boolean;
  isOfOneComponent?: boolean;
  action?: (release: ReleaseSummary) => ReactNode;
}) {
  const { title, releases, empty, filters, more, isUrgent } = props;
  const { items, error, isLoading, loadMore, reload } = releases;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <Card title={title} more={more} isUrgent={isUrgent && !!items?.length}>
      {filters}
      <div className={styles.body} aria-busy={isLoading}>
        {items === undefined && error === undefined ? (
          <Loading label={t('list.loading', { title })} />
        ) : null}
        {items === undefined && error !== undefined ? (
          <ErrorPanel
            subject={t('list.subject')}
            error={error}
            onRetry={reload}
          />
        ) : null}
        {items ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
        {items?.length === 0 ? empty : null}
        {items?.length ? (
          <ReleaseTable
            releases={items}
            label={title}
            isOfOneComponent={props.isOfOneComponent}
            action={props.action}
          />
        ) : null}
        {loadMore ? (
          <Button
            className={styles.more}
            variant="secondary"
            size="small"
            isPending={isLoading}
            onPress={loadMore}
          >
            {t('shared.more')}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

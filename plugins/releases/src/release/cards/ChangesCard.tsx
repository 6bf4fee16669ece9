import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Changes } from '@stagedoor/plugin-releases-common';
import { Card, Loading, type Loaded } from '@stagedoor/ui-parts';
import { ChangesList } from '../../changes/ChangesList';
import { ErrorPanel } from '../../shared/ErrorPanel';
import { releasePageTranslationRef } from '../translation';
import styles from './cards.module.css';

/** The commits and files that come with the release. */
export function ChangesCard(props: { changes: Loaded<Changes> }) {
  const { value, error, reload } = props.changes;
  const { t } = useTranslationRef(releasePageTranslationRef);
  return (
    <Card title={t('cards.changes')}>
      {value ? (
        <div className={styles.changes}>
          <ChangesList changes={value} />
        </div>
      ) : null}
      {!value && error === undefined ? (
        <Loading label={t('cards.changesLoading')} />
      ) : null}
      {!value && error !== undefined ? (
        <ErrorPanel
          subject={t('cards.changes')}
          error={error}
          onRetry={reload}
        />
      ) : null}
    </Card>
  );
}

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError, HomeCard, Loading } from '@stagedoor/ui-parts';
import { ReleaseTable } from '../list/ReleaseTable';
import { useReleases } from '../list/useReleases';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { ErrorPanel } from '../shared/ErrorPanel';
import { rootRouteRef } from '../routes';
import { homeTranslationRef } from './translation';
import styles from './home.module.css';

const shown = 5;

/** What is being released now, by anybody. */
export function RunsNowWidget() {
  const { t } = useTranslationRef(homeTranslationRef);
  const page = useRouteRef(rootRouteRef);
  const { items, error, reload } = useReleases(
    { state: ['running', 'queued'], limit: shown },
    useReleasesSignal(),
  );
  if (error !== undefined && describeError(error).kind === 'denied') {
    return null;
  }
  return (
    <HomeCard
      title={t('running')}
      more={{ title: t('allReleases'), href: page?.() }}
    >
      {items === undefined && error === undefined ? (
        <Loading label={t('runningLoading')} />
      ) : null}
      {items === undefined && error !== undefined ? (
        <ErrorPanel subject={t('running')} error={error} onRetry={reload} />
      ) : null}
      {items?.length === 0 ? (
        <p className={styles.quiet}>{t('runningNone')}</p>
      ) : null}
      {items?.length ? (
        <ReleaseTable releases={items} label={t('running')} />
      ) : null}
    </HomeCard>
  );
}

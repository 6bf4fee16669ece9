import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { rootRouteRef } from '../routes';
import { releasesTranslationRef } from '../translation';
import { ReleaseSection } from './ReleaseSection';
import { useReleases } from './useReleases';
import styles from './list.module.css';

const pageSize = 10;

/** The releases of one component. */
export function ComponentHistory(props: { component: string }) {
  const { component } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const page = useRouteRef(rootRouteRef);
  const releases = useReleases(
    { component, limit: pageSize },
    useReleasesSignal(),
  );
  return (
    <ReleaseSection
      title={t('history.title')}
      releases={releases}
      isOfOneComponent
      empty={<p className={styles.quiet}>{t('history.none')}</p>}
      more={
        page ? (
          <Link
            href={`${page()}?${new URLSearchParams({ component })}`}
            variant="body-small"
          >
            {t('history.all')}
          </Link>
        ) : null
      }
    />
  );
}

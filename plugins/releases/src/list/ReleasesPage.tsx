import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container } from '@backstage/ui';
import { releaseReadPermission } from '@stagedoor/plugin-releases-common';
import { DeniedState } from '@stagedoor/plugin-roles-react';
import { describeError, Empty } from '@stagedoor/ui-parts';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { useReviewDialog } from '../review/useReviewDialog';
import { releasesTranslationRef } from '../translation';
import { ReleaseFilters } from './ReleaseFilters';
import { ReleaseSection } from './ReleaseSection';
import { ReviewButton } from './ReviewButton';
import { useFiltersInUrl } from './useFiltersInUrl';
import { useReleases } from './useReleases';
import styles from './list.module.css';

/** The releases of all services: what waits for the person, what runs, what was. */
export function ReleasesPage() {
  const { t } = useTranslationRef(releasesTranslationRef);
  const [filters, setFilters] = useFiltersInUrl();
  const version = useReleasesSignal();
  const waiting = useReleases({ waitsForMe: 'true' }, version);
  const running = useReleases({ state: ['running', 'queued'] }, version);
  const recent = useReleases(filters, version);
  const [review, reviewDialog] = useReviewDialog(() => {
    waiting.reload();
    running.reload();
    recent.reload();
  });
  const isFiltered = Object.values(filters).some(Boolean);

  if (
    recent.error !== undefined &&
    describeError(recent.error).kind === 'denied'
  ) {
    return (
      <Container>
        <main>
          <DeniedState permission={releaseReadPermission} />
        </main>
      </Container>
    );
  }
  return (
    <Container>
      <main className={styles.page}>
        <ReleaseSection
          title={t('list.waiting')}
          releases={waiting}
          isUrgent
          empty={<p className={styles.quiet}>{t('list.nothingWaits')}</p>}
          action={release => (
            <ReviewButton
              release={release}
              onPress={() => review(release.id)}
            />
          )}
        />
        <ReleaseSection
          title={t('list.running')}
          releases={running}
          empty={<p className={styles.quiet}>{t('list.nothingRuns')}</p>}
        />
        <ReleaseSection
          title={t('list.recent')}
          releases={recent}
          filters={<ReleaseFilters filters={filters} onChange={setFilters} />}
          empty={
            isFiltered ? (
              <p className={styles.quiet}>{t('list.noneMatches')}</p>
            ) : (
              <Empty title={t('list.noneTitle')}>{t('list.none')}</Empty>
            )
          }
        />
        {reviewDialog}
      </main>
    </Container>
  );
}

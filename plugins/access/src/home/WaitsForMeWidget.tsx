import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError, ErrorNote, HomeCard } from '@stagedoor/ui-parts';
import { useAccessPages } from '../api/useAccessPages';
import { useAccessSignal } from '../live/useAccessSignal';
import { useReviewDialog } from '../review/useReviewDialog';
import { WaitingLine } from '../review/WaitingLine';
import { ErrorPanel } from '../shared/ErrorPanel';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

const shown = 5;

/**
 * The requests that the person may decide, decided in place. Takes no room when there are none; what is open stays open
 * when somebody else decides the last of them.
 */
export function WaitsForMeWidget() {
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const { items, error, reload } = useAccessPages(
    'listRequests',
    { waitsForMe: 'true', limit: shown },
    useAccessSignal(),
  );
  const [review, reviewDialog] = useReviewDialog(reload);
  const isDenied =
    error !== undefined && describeError(error).kind === 'denied';
  const isHidden =
    isDenied || (items ? items.length === 0 : error === undefined);
  return (
    <>
      {isHidden ? null : (
        <HomeCard
          title={t('home.waiting')}
          isUrgent={!!items}
          more={{ title: t('home.all'), href: paths.root }}
        >
          {items ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
          {items ? (
            <ul className={styles.list}>
              {items.map(request => (
                <li key={request.id}>
                  <WaitingLine request={request} onReview={review} />
                </li>
              ))}
            </ul>
          ) : (
            <ErrorPanel
              subject={t('home.waiting')}
              error={error}
              onRetry={reload}
            />
          )}
        </HomeCard>
      )}
      {reviewDialog}
    </>
  );
}

import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError, HomeCard } from '@stagedoor/ui-parts';
import { ReleaseTable } from '../list/ReleaseTable';
import { ReviewButton } from '../list/ReviewButton';
import { useReleases } from '../list/useReleases';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { useReviewDialog } from '../review/useReviewDialog';
import { ErrorPanel } from '../shared/ErrorPanel';
import { rootRouteRef } from '../routes';
import { homeTranslationRef } from './translation';

const shown = 5;

/**
 * The releases that the person may approve, decided in place. Takes no room when there are none; what is open stays open
 * when somebody else decides the last of them.
 */
export function WaitsForMeWidget() {
  const { t } = useTranslationRef(homeTranslationRef);
  const page = useRouteRef(rootRouteRef);
  const { items, error, reload } = useReleases(
    { waitsForMe: 'true', limit: shown },
    useReleasesSignal(),
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
          title={t('waiting')}
          isUrgent={!!items}
          more={{ title: t('allReleases'), href: page?.() }}
        >
          {items ? (
            <ReleaseTable
              releases={items}
              label={t('waiting')}
              action={release => (
                <ReviewButton
                  release={release}
                  onPress={() => review(release.id)}
                />
              )}
            />
          ) : (
            <ErrorPanel subject={t('waiting')} error={error} onRetry={reload} />
          )}
        </HomeCard>
      )}
      {reviewDialog}
    </>
  );
}

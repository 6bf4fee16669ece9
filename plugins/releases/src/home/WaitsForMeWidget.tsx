import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeError, HomeCard } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { ReleaseTable } from '../list/ReleaseTable';
import { ReviewButton } from '../list/ReviewButton';
import { useReleases } from '../list/useReleases';
import { useReleasesSignal } from '../live/useReleasesSignal';
import { ReviewDialog } from '../review/ReviewDialog';
import { ErrorPanel } from '../shared/ErrorPanel';
import { rootRouteRef } from '../routes';
import { homeTranslationRef } from './translation';

const shown = 5;

/** The releases that the person may approve, decided in place. Takes no room when there are none. */
export function WaitsForMeWidget() {
  const { t } = useTranslationRef(homeTranslationRef);
  const page = useRouteRef(rootRouteRef);
  const [reviewed, setReviewed] = useState<number>();
  const { items, error, reload } = useReleases(
    { waitsForMe: 'true', limit: shown },
    useReleasesSignal(),
  );
  const isDenied =
    error !== undefined && describeError(error).kind === 'denied';

  if (isDenied || (items ? items.length === 0 : error === undefined)) {
    return null;
  }
  return (
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
              onPress={() => setReviewed(release.id)}
            />
          )}
        />
      ) : (
        <ErrorPanel subject={t('waiting')} error={error} onRetry={reload} />
      )}
      {reviewed === undefined ? null : (
        <ReviewDialog
          id={reviewed}
          onClose={() => setReviewed(undefined)}
          onDecided={() => {
            setReviewed(undefined);
            reload();
          }}
        />
      )}
    </HomeCard>
  );
}

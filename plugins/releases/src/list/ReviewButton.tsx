import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ReleaseSummary } from '@stagedoor/plugin-releases-common';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';

/** Opens what there is to decide about a release. */
export function ReviewButton(props: {
  release: ReleaseSummary;
  onPress: () => void;
}) {
  const { release, onPress } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <Button
      variant="primary"
      size="small"
      aria-label={t('review.openOf', {
        id: String(release.id),
        version: nameVersion(release.version),
        environment: release.environmentTitle,
      })}
      onPress={onPress}
    >
      {t('review.open')}
    </Button>
  );
}

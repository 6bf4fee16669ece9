import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type {
  MatrixEnvironment,
  ReleaseSummary,
} from '@stagedoor/plugin-releases-common';
import { Age, Elapsed, PersonName } from '@stagedoor/ui-parts';
import { useReleasePath } from '../hooks/useReleasePath';
import { Progress } from '../shared/Progress';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './component.module.css';

/** The release that is running on an environment, and those that wait for it or for a person. */
export function MovingReleases(props: {
  environment: MatrixEnvironment;
  onReview: (id: number) => void;
}) {
  const { running, waiting } = props.environment;
  if (!running && waiting.length === 0) {
    return null;
  }
  return (
    <ul className={styles.moving}>
      {running ? <RunningLine release={running} /> : null}
      {waiting.map(release => (
        <WaitingLine
          key={release.id}
          release={release}
          onReview={() => props.onReview(release.id)}
        />
      ))}
    </ul>
  );
}

function RunningLine(props: { release: ReleaseSummary }) {
  const { release } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  const title = t('environment.release', {
    id: String(release.id),
    version: nameVersion(release.version),
  });
  return (
    <li>
      <span className={styles.movingText}>
        <Link href={pathTo(release.id)}>{title}</Link>
        <small>
          {release.cancelRequested
            ? t('environment.stopping')
            : release.currentStep}
          {release.startedAt ? (
            <>
              {' · '}
              <Elapsed from={release.startedAt} />
            </>
          ) : null}
        </small>
        <Progress hosts={release.hosts} label={title} />
      </span>
    </li>
  );
}

function WaitingLine(props: { release: ReleaseSummary; onReview: () => void }) {
  const { release, onReview } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  return (
    <li>
      <span className={styles.movingText}>
        <Link href={pathTo(release.id)}>
          {t('environment.release', {
            id: String(release.id),
            version: nameVersion(release.version),
          })}
        </Link>
        <small>
          {release.state === 'awaiting_approval'
            ? t('environment.waitsForApproval')
            : t('environment.waitsForTurn')}
          {' · '}
          <PersonName entityRef={release.requestedBy} isPlain />,{' '}
          <Age at={release.requestedAt} />
        </small>
      </span>
      {release.waitsForMe ? (
        <Button size="small" variant="secondary" onPress={onReview}>
          {t('review.open')}
        </Button>
      ) : null}
    </li>
  );
}

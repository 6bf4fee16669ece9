import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Changes, Release } from '@stagedoor/plugin-releases-common';
import {
  Age,
  EntityName,
  Loading,
  PersonName,
  type Loaded,
} from '@stagedoor/ui-parts';
import { ApprovalRuleText } from '../changes/ApprovalRuleText';
import { ChangesList } from '../changes/ChangesList';
import { Facts } from '../changes/Facts';
import { HostChanges } from '../changes/HostChanges';
import { useReleasePath } from '../hooks/useReleasePath';
import { ErrorPanel } from '../shared/ErrorPanel';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './review.module.css';

/** What an approver has to know: what is asked for, by whom and why, what it changes, and where. */
export function ReleaseToReview(props: {
  release: Release;
  changes: Loaded<Changes>;
  /** Its page is where the reader is. */
  isOnItsPage?: boolean;
}) {
  const { release, changes, isOnItsPage } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  const { id, approvalRule, reason, plan, hostResults } = release;
  const previous = new Map(hostResults.map(host => [host.ref, host]));
  return (
    <div className={styles.review}>
      <p className={styles.headline}>
        <EntityName entityRef={release.component} />{' '}
        <VersionName version={release.version} /> <span aria-hidden>→</span>{' '}
        <strong>{release.environmentTitle}</strong>
      </p>
      <Facts
        facts={[
          {
            term: t('review.askedBy'),
            value: (
              <>
                <PersonName entityRef={release.requestedBy} />,{' '}
                <Age at={release.requestedAt} />
              </>
            ),
          },
          reason !== undefined && { term: t('review.reason'), value: reason },
          approvalRule && {
            term: t('preview.approval'),
            value: <ApprovalRuleText rule={approvalRule} />,
          },
          { term: t('preview.ifItFails'), value: release.ifItFails },
        ]}
      />
      {changes.value ? <ChangesList changes={changes.value} /> : null}
      {changes.value === undefined && changes.error === undefined ? (
        <Loading label={t('review.loadingChanges')} />
      ) : null}
      {changes.value === undefined && changes.error !== undefined ? (
        <ErrorPanel
          subject={t('review.changes')}
          error={changes.error}
          onRetry={changes.reload}
        />
      ) : null}
      <HostChanges
        to={release.version}
        hosts={plan.hosts.map(host => ({
          ...host,
          from:
            previous.get(host.ref)?.runs ?? previous.get(host.ref)?.previous,
        }))}
      />
      {isOnItsPage ? null : (
        <Link href={pathTo(id)} className={styles.whole}>
          {t('review.whole')}
        </Link>
      )}
    </div>
  );
}

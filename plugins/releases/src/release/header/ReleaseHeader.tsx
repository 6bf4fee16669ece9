import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Changes, Release } from '@stagedoor/plugin-releases-common';
import {
  describeDuration,
  describeMoment,
  EntityName,
  useNow,
} from '@stagedoor/ui-parts';
import { rootRouteRef } from '../../routes';
import { StateChip } from '../../shared/StateChip';
import { nameVersion } from '../../shared/VersionName';
import { ReleaseActions } from '../actions/ReleaseActions';
import { releasePageTranslationRef } from '../translation';
import { FactsLine } from './FactsLine';
import { ReleaseText } from '../../shared/ReleaseText';
import styles from './header.module.css';
import { useProgressWords } from './useProgressWords';

/** What it is, how far it is, and what can be done about it. */
export function ReleaseHeader(props: {
  release: Release;
  changes?: Changes;
  onChange: () => void;
}) {
  const { release, changes, onChange } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const all = useRouteRef(rootRouteRef);
  const progress = useProgressWords(release);
  return (
    <header className={styles.header}>
      <nav className={styles.crumbs} aria-label={t('page.breadcrumbs')}>
        <Link href={all?.() ?? '/releases'} standalone>
          {t('page.releases')}
        </Link>
        <span aria-hidden>/</span>
        <EntityName entityRef={release.component} />
        <span aria-hidden>/</span>
        <span aria-current="page">#{release.id}</span>
      </nav>
      <div className={styles.row}>
        <h1>
          <span className={styles.version} title={release.version.commit}>
            {nameVersion(release.version)}
          </span>{' '}
          <span aria-hidden>→</span> {release.environmentTitle}
        </h1>
        <span role="status" className={styles.state}>
          <StateChip state={release.state}>{progress}</StateChip>
        </span>
        <Clock release={release} />
        <ReleaseActions release={release} onChange={onChange} />
      </div>
      <FactsLine release={release} changes={changes} />
      {release.outcome ? (
        <p className={styles.outcome}>
          <ReleaseText text={release.outcome} />
        </p>
      ) : null}
    </header>
  );
}

/** How long it has been running, took, or has been waiting. */
function Clock(props: { release: Release }) {
  const { startedAt, finishedAt, requestedAt } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const now = useNow(1000);
  const from = startedAt ?? requestedAt;
  const to = finishedAt ? new Date(finishedAt) : now;
  const duration = describeDuration(to.getTime() - Date.parse(from));
  const words = startedAt
    ? t('head.took', { duration })
    : t('head.waited', { duration });
  return (
    <time
      className={styles.clock}
      dateTime={from}
      title={describeMoment(new Date(from))}
    >
      {startedAt && !finishedAt ? duration : words}
    </time>
  );
}

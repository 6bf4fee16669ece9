import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { DeploymentPlace } from '@stagedoor/plugin-releases-common';
import { Age, Chip, Unseen } from '@stagedoor/ui-parts';
import { useReleasePath } from '../hooks/useReleasePath';
import { nameVersion } from '../shared/VersionName';
import styles from './home.module.css';
import { homeTranslationRef } from './translation';

/** What runs in one environment, since when, and what is on its way there. */
export function PlaceCell(props: {
  /** Of the environment: on a phone there is no column to name it. */
  title: string;
  /** Absent where the pipeline does not release to. */
  place?: DeploymentPlace;
  tab: string;
}) {
  const { title, place, tab } = props;
  const { t } = useTranslationRef(homeTranslationRef);
  const pathTo = useReleasePath();
  if (!place) {
    return (
      <td className={styles.elsewhere}>
        <span title={t('elsewhere')}>
          <span aria-hidden>–</span>
          <Unseen>{t('elsewhere')}</Unseen>
        </span>
      </td>
    );
  }
  return (
    <td className={styles.place}>
      <span className={styles.label} aria-hidden>
        {title}
      </span>
      <span className={styles.runs}>
        <WhatRuns place={place} tab={tab} />
        {place.running === undefined ? null : (
          <Link href={pathTo(place.running)} className={styles.moving}>
            <Chip tone="run">{t('moving', { id: String(place.running) })}</Chip>
          </Link>
        )}
      </span>
    </td>
  );
}

function WhatRuns(props: { place: DeploymentPlace; tab: string }) {
  const { place, tab } = props;
  const { t } = useTranslationRef(homeTranslationRef);
  switch (place.state) {
    case 'same':
      return (
        <>
          {place.version ? (
            <Link
              href={tab}
              className={styles.version}
              title={place.version.commit}
            >
              {nameVersion(place.version)}
            </Link>
          ) : null}
          {place.since ? (
            <small>
              <Age at={place.since} />
            </small>
          ) : null}
        </>
      );
    case 'mixed':
      return (
        <Link href={tab}>
          <Chip tone="warn">{t('mixed')}</Chip>
        </Link>
      );
    case 'unknown':
      return (
        <Link href={tab}>
          <Chip tone="unk" title={t('unknownMeaning')}>
            {t('unknown')}
          </Chip>
        </Link>
      );
    default:
      return (
        <Link href={tab} className={styles.nothing}>
          {t('nothing')}
        </Link>
      );
  }
}

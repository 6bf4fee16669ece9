import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Changes, Release } from '@stagedoor/plugin-releases-common';
import { PersonName } from '@stagedoor/ui-parts';
import { Fragment, type ReactNode } from 'react';
import { useReleasePath } from '../../hooks/useReleasePath';
import { nameVersion } from '../../shared/VersionName';
import { releasePageTranslationRef } from '../translation';
import styles from './header.module.css';

/** One sentence of facts: what it brings, who asked for it, who approved it, what carries it out. */
export function FactsLine(props: { release: Release; changes?: Changes }) {
  const { release, changes } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const pathTo = useReleasePath();
  const { approvalRule, kind, requestedBy, retryOf } = release;
  const facts: ReactNode[] = [
    kind !== 'release' && t(`facts.${kind}`),
    retryOf !== undefined && (
      <>
        {t('facts.retryOf')} <Link href={pathTo(retryOf)}>#{retryOf}</Link>
      </>
    ),
    changes && <ChangesFact changes={changes} />,
    <>
      {t('facts.askedBy')} <PersonName entityRef={requestedBy} />
    </>,
    approvalRule
      ? t('facts.approved', {
          given: String(approvalRule.given),
          required: String(approvalRule.required),
        })
      : t('facts.noApproval'),
    t('facts.engine'),
  ].filter(Boolean);
  return (
    <p className={styles.facts}>
      {facts.map((fact, index) => (
        <Fragment key={index}>
          {index > 0 ? ' · ' : null}
          {fact}
        </Fragment>
      ))}
    </p>
  );
}

function ChangesFact(props: { changes: Changes }) {
  const { direction, commitCount, from } = props.changes;
  const { t } = useTranslationRef(releasePageTranslationRef);
  if (direction === 'first' || !from) {
    return <>{t('facts.first')}</>;
  }
  return direction === 'same' ? (
    <>{t('facts.same')}</>
  ) : (
    <>
      {t(`facts.${direction}`, {
        count: commitCount,
        from: nameVersion(from),
      })}
    </>
  );
}

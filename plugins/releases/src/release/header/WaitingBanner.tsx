import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ApprovalRule, Release } from '@stagedoor/plugin-releases-common';
import { Age, EntityName } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { useReleasePath } from '../../hooks/useReleasePath';
import { releasePageTranslationRef } from '../translation';
import styles from './header.module.css';

/** While it waits: for whom or what, and for how long. */
export function WaitingBanner(props: { release: Release }) {
  const { state, approvalRule, waitsFor } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const pathTo = useReleasePath();
  if (state === 'awaiting_approval' && approvalRule) {
    return (
      <section className={styles.banner} data-tone="warn">
        {t('banner.waitsForPerson')} <WhoMay rule={approvalRule} />
      </section>
    );
  }
  if (state === 'queued') {
    return (
      <section className={styles.banner}>
        {waitsFor === undefined ? (
          t('banner.waitsForWorker')
        ) : (
          <Link href={pathTo(waitsFor)}>
            {t('banner.waitsFor', { id: String(waitsFor) })}
          </Link>
        )}
      </section>
    );
  }
  return null;
}

function WhoMay(props: { rule: ApprovalRule }) {
  const { people, from, expiresAt } = props.rule;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const isKnown = people.length > 0;
  return (
    <>
      {t(isKnown ? 'banner.mayApprove' : 'banner.nobody')}{' '}
      {(isKnown ? people : from).map((ref, index) => (
        <Fragment key={ref}>
          {index > 0 ? ', ' : null}
          {ref === 'owner' ? t('banner.owner') : <EntityName entityRef={ref} />}
        </Fragment>
      ))}
      .
      {expiresAt ? (
        <>
          {' '}
          {t('banner.expires')} <Age at={expiresAt} />.
        </>
      ) : null}
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { ActionButton } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { ReviewDialog } from '../../review/ReviewDialog';
import { releasePageTranslationRef } from '../translation';
import { nameVersion } from '../../shared/VersionName';
import { ActionName, offerActions } from './offerActions';
import styles from './actions.module.css';
import { CancelDialog } from './CancelDialog';
import { RequestAgainDialog } from './RequestAgainDialog';
import { RetryDialog } from './RetryDialog';

/** What can be done about a release now, the most likely first; what cannot says why. */
export function ReleaseActions(props: {
  release: Release;
  onChange: () => void;
}) {
  const { release, onChange } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const [open, setOpen] = useState<ActionName>();
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChange();
  };
  const rollBackTo = release.rollBackTo && nameVersion(release.rollBackTo);
  const labels: Readonly<Record<ActionName, string>> = {
    approve: t('actions.approve'),
    cancel: t('actions.cancel'),
    retry: t('actions.retry'),
    rollBack: rollBackTo
      ? t('actions.rollBackTo', { version: rollBackTo })
      : t('actions.rollBack'),
    redeploy: t('actions.redeploy'),
  };
  const offered = offerActions(release, t('actions.stopping'));
  // Going back and stopping are never what a page invites to.
  const primary = offered.find(
    ({ name, allowed }) =>
      allowed.allowed && (name === 'approve' || name === 'retry'),
  )?.name;
  return (
    <div className={styles.actions}>
      {offered.map(({ name, allowed }) => (
        <ActionButton
          key={name}
          allowed={allowed}
          variant={name === primary ? 'primary' : 'secondary'}
          destructive={name === 'cancel'}
          onPress={() => setOpen(name)}
        >
          {labels[name]}
        </ActionButton>
      ))}
      {open === 'approve' ? (
        <ReviewDialog
          id={release.id}
          isOnItsPage
          onDecided={done}
          onClose={close}
        />
      ) : null}
      {open === 'cancel' ? (
        <CancelDialog release={release} onDone={done} onClose={close} />
      ) : null}
      {open === 'retry' ? (
        <RetryDialog release={release} onClose={close} />
      ) : null}
      {open === 'rollBack' || open === 'redeploy' ? (
        <RequestAgainDialog
          release={release}
          kind={open === 'rollBack' ? 'rollback' : 'redeploy'}
          onClose={close}
        />
      ) : null}
    </div>
  );
}

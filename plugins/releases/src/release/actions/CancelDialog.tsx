import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { ConfirmDialog } from '@stagedoor/ui-parts';
import { useCallback } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import { nameVersion } from '../../shared/VersionName';
import { releasePageTranslationRef } from '../translation';
import styles from './actions.module.css';
import { nameHosts, sortHosts } from './sortHosts';

/** Says what stopping means for each host, and stops. */
export function CancelDialog(props: {
  release: Release;
  onDone: () => void;
  onClose: () => void;
}) {
  const { release, onDone, onClose } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const api = useApi(releasesApiRef);
  const { id } = release;
  const run = useCallback(
    ({ comment }: { comment?: string }, key: string) =>
      api.cancelRelease(id, { reason: comment }, key),
    [api, id],
  );
  return (
    <ConfirmDialog
      title={t('cancel.title', { id: String(id) })}
      confirm={t('cancel.confirm')}
      isDestructive
      comment={{ label: t('cancel.reason') }}
      run={run}
      onDone={onDone}
      onClose={onClose}
    >
      <WhatHappens release={release} />
    </ConfirmDialog>
  );
}

function WhatHappens(props: { release: Release }) {
  const { state, hostResults, version } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  if (state !== 'running') {
    return <p className={styles.text}>{t('cancel.nothingYet')}</p>;
  }
  const { done, middle, untouched } = sortHosts(hostResults);
  if (done.length + middle.length === 0) {
    return <p className={styles.text}>{t('cancel.building')}</p>;
  }
  return (
    <ul className={styles.list}>
      {middle.length > 0 ? (
        <li>{t('cancel.middle', { hosts: nameHosts(middle) })}</li>
      ) : null}
      {done.length > 0 ? (
        <li>
          {t('cancel.verified', {
            version: nameVersion(version),
            hosts: nameHosts(done),
          })}
        </li>
      ) : null}
      {untouched.length > 0 ? (
        <li>{t('cancel.untouched', { hosts: nameHosts(untouched) })}</li>
      ) : null}
    </ul>
  );
}

import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release, ReleaseHost } from '@stagedoor/plugin-releases-common';
import { ConfirmDialog, GoTo } from '@stagedoor/ui-parts';
import { useCallback, useState } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import { useReleasePath } from '../../hooks/useReleasePath';
import { nameVersion } from '../../shared/VersionName';
import { releasePageTranslationRef } from '../translation';
import styles from './actions.module.css';
import { nameHosts } from './sortHosts';

/** Says which hosts lack the version, and asks for a release to them. Leads to that release. */
export function RetryDialog(props: { release: Release; onClose: () => void }) {
  const { release, onClose } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const api = useApi(releasesApiRef);
  const pathTo = useReleasePath();
  const [created, setCreated] = useState<Release>();
  const { id, version, hostResults, environmentTitle, approvalRule } = release;
  const run = useCallback(
    ({ comment }: { comment?: string }, key: string) =>
      api.retryRelease(id, { reason: comment }, key),
    [api, id],
  );
  if (created) {
    return <GoTo href={pathTo(created.id)} />;
  }
  const describeHost = ({ name, state, runs }: ReleaseHost) => {
    if (state === 'unknown') {
      return t('retry.unknown', { host: name });
    }
    return runs
      ? t('retry.runs', { host: name, version: nameVersion(runs) })
      : t('retry.nothing', { host: name });
  };
  const has = hostResults.filter(host => host.state === 'verified');
  const lacks = hostResults.filter(host => host.state !== 'verified');
  return (
    <ConfirmDialog
      title={t('retry.title', { id: String(id) })}
      confirm={t('retry.confirm')}
      comment={{ label: t('retry.reason') }}
      run={run}
      onDone={setCreated}
      onClose={onClose}
    >
      <p className={styles.text}>
        {t('retry.same', { version: nameVersion(version) })}
      </p>
      <ul className={styles.list}>
        {lacks.map(host => (
          <li key={host.ref}>{describeHost(host)}</li>
        ))}
      </ul>
      {has.length > 0 ? (
        <p className={styles.text}>
          {t('retry.has', { hosts: nameHosts(has) })}
        </p>
      ) : null}
      {approvalRule ? (
        <p className={styles.text}>
          {t('retry.policy', { environment: environmentTitle })}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}

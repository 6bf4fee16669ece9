import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import { useCallback, useState } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import { HostChanges } from '../../changes/HostChanges';
import { useReleasePath } from '../../hooks/useReleasePath';
import { ConfirmDialog } from '../../shared/ConfirmDialog';
import { GoTo } from '../../shared/GoTo';
import { nameVersion } from '../../shared/VersionName';
import { releasePageTranslationRef } from '../translation';
import { nameHosts } from './sortHosts';

/** Says which hosts lack the version, and asks for a release to them. Leads to that release. */
export function RetryDialog(props: { release: Release; onClose: () => void }) {
  const { release, onClose } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const api = useApi(releasesApiRef);
  const pathTo = useReleasePath();
  const [created, setCreated] = useState<Release>();
  const { id, version, hostResults, environment, approvalRule } = release;
  const run = useCallback(
    ({ comment }: { comment?: string }, key: string) =>
      api.retryRelease(id, { reason: comment }, key),
    [api, id],
  );
  if (created) {
    return <GoTo href={pathTo(created.id)} />;
  }
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
      <p>{t('retry.same', { version: nameVersion(version) })}</p>
      <HostChanges
        to={version}
        hosts={lacks.map(host => ({
          ref: host.ref,
          batch: host.batch,
          from: host.runs,
        }))}
      />
      {has.length > 0 ? (
        <p>{t('retry.has', { hosts: nameHosts(has) })}</p>
      ) : null}
      {approvalRule ? <p>{t('retry.policy', { environment })}</p> : null}
    </ConfirmDialog>
  );
}

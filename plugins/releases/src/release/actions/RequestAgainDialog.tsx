import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release } from '@stagedoor/plugin-releases-common';
import {
  GoTo,
  Loading,
  Modal,
  ModalSequence,
  useEntityName,
} from '@stagedoor/ui-parts';
import { useState } from 'react';
import { useMatrix } from '../../hooks/useMatrix';
import { useReleasePath } from '../../hooks/useReleasePath';
import { RequestDialog } from '../../request/RequestDialog';
import { ErrorPanel } from '../../shared/ErrorPanel';
import { releasePageTranslationRef } from '../translation';

/**
 * Asks for a rollback or another release to where this one went, with what is known of it filled in. Leads to the page of
 * the new release.
 */
export function RequestAgainDialog(props: {
  release: Release;
  kind: 'rollback' | 'redeploy';
  onClose: () => void;
}) {
  const { release, kind, onClose } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const component = useEntityName(release.component);
  const { value: matrix, error, reload } = useMatrix(release.component);
  const pathTo = useReleasePath();
  const [created, setCreated] = useState<Release>();
  if (created) {
    return <GoTo href={pathTo(created.id)} />;
  }
  return (
    <ModalSequence width={680}>
      {matrix ? (
        <RequestDialog
          component={release.component}
          environments={matrix.environments}
          branch={matrix.branch}
          request={{
            kind,
            environment: release.environment,
            version:
              kind === 'rollback' ? release.rollBackTo?.commit : undefined,
          }}
          onDone={setCreated}
          onClose={onClose}
        />
      ) : (
        <Modal
          title={t(
            kind === 'rollback' ? 'actions.rollBack' : 'actions.redeploy',
          )}
          onClose={onClose}
        >
          {error === undefined ? (
            <Loading label={t('request.loading')} lines={5} />
          ) : (
            <ErrorPanel
              subject={t('request.subject', { component })}
              error={error}
              onRetry={reload}
            />
          )}
        </Modal>
      )}
    </ModalSequence>
  );
}

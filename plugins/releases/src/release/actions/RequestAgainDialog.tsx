import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Release } from '@stagedoor/plugin-releases-common';
import { Loading, Modal, shortenReferences } from '@stagedoor/ui-parts';
import { useMatrix } from '../../hooks/useMatrix';
import { RequestDialog } from '../../request/RequestDialog';
import { ErrorPanel } from '../../shared/ErrorPanel';
import { releasePageTranslationRef } from '../translation';

/** Asks for a rollback or another release to where this one went, with what is known of it filled in. */
export function RequestAgainDialog(props: {
  release: Release;
  kind: 'rollback' | 'redeploy';
  onClose: () => void;
}) {
  const { release, kind, onClose } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const { value: matrix, error, reload } = useMatrix(release.component);
  if (matrix) {
    return (
      <RequestDialog
        component={release.component}
        environments={matrix.environments}
        branch={matrix.branch}
        request={{
          kind,
          environment: release.environment,
          version: kind === 'rollback' ? release.rollBackTo?.commit : undefined,
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal
      title={t(kind === 'rollback' ? 'actions.rollBack' : 'actions.redeploy')}
      onClose={onClose}
      footer={
        <Button variant="secondary" onPress={onClose}>
          {t('request.close')}
        </Button>
      }
    >
      {error === undefined ? (
        <Loading label={t('request.loading')} lines={5} />
      ) : (
        <ErrorPanel
          subject={t('request.subject', {
            component: shortenReferences(release.component),
          })}
          error={error}
          onRetry={reload}
        />
      )}
    </Modal>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ConfirmDialog,
  Loading,
  Modal,
  ModalSequence,
  PersonName,
} from '@stagedoor/ui-parts';
import { useAccess } from '../api/useAccess';
import { useAccessCall } from '../api/useAccessCommand';
import { ErrorPanel } from '../shared/ErrorPanel';
import { HostNames } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';

/** Shows whose access it is and to what, and takes it away for a reason. */
export function RevokeDialog(props: {
  id: number;
  onDone: () => void;
  onClose: () => void;
}) {
  const { id, onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const {
    value: grant,
    error,
    reload,
  } = useAccess('getGrant', { params: { id } });
  const revoke = useAccessCall('revokeGrant');
  const title = t('grant.revokeTitle', { id: String(id) });

  return (
    <ModalSequence>
      {grant?.actions.revoke.allowed ? (
        <ConfirmDialog
          title={title}
          confirm={t('grant.revokeConfirm')}
          isDestructive
          comment={{ label: t('grant.revokeReason'), isRequired: true }}
          run={({ comment = '' }, once) =>
            revoke({ params: { id }, body: { comment } }, once)
          }
          onDone={onDone}
          onClose={onClose}
        >
          <p>
            <PersonName entityRef={grant.holder} isPlain />:{' '}
            <HostNames hosts={grant.hosts} isPlain />{' '}
            {t('grant.as', { account: grant.account })}
          </p>
          <p>{t('grant.endMeaning', { count: grant.liveSessions })}</p>
        </ConfirmDialog>
      ) : (
        <Modal title={title} onClose={onClose}>
          {grant && !grant.actions.revoke.allowed ? (
            <p role="alert">{grant.actions.revoke.reason}</p>
          ) : null}
          {!grant && error === undefined ? (
            <Loading label={t('shared.loading', { title })} />
          ) : null}
          {!grant && error !== undefined ? (
            <ErrorPanel subject={title} error={error} onRetry={reload} />
          ) : null}
        </Modal>
      )}
    </ModalSequence>
  );
}

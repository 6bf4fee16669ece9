import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Session } from '@stagedoor/plugin-access-common';
import { Age, ConfirmDialog, PersonName } from '@stagedoor/ui-parts';
import { useAccessCall } from '../api/useAccessCommand';
import { accessTranslationRef } from '../translation';

/** Ends a session now, with everything that was started in it. */
export function TerminateDialog(props: {
  session: Session;
  onDone: () => void;
  onClose: () => void;
}) {
  const { session, onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const terminate = useAccessCall('terminateSession');
  return (
    <ConfirmDialog
      title={t('session.endOn', { host: session.host.name })}
      confirm={t('session.endConfirm')}
      isDestructive
      comment={{ label: t('session.endReason') }}
      run={(body, once) =>
        terminate({ params: { id: session.id }, body }, once)
      }
      onDone={onDone}
      onClose={onClose}
    >
      <p>
        <PersonName entityRef={session.holder} isPlain />,{' '}
        {t('session.line', {
          host: session.host.name,
          account: session.account,
        })}
        , <Age at={session.startedAt} />
      </p>
      <p>{t('session.endMeaning')}</p>
    </ConfirmDialog>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Grant } from '@stagedoor/plugin-access-common';
import { ConfirmDialog } from '@stagedoor/ui-parts';
import { useAccessCall } from '../api/useAccessCommand';
import { nameHosts } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';

/** Ends access that the person has, and says what that takes with it. */
export function GiveBackDialog(props: {
  grant: Grant;
  onDone: () => void;
  onClose: () => void;
}) {
  const { grant, onDone, onClose } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const giveBack = useAccessCall('returnGrant');
  return (
    <ConfirmDialog
      title={t('grant.giveBackTitle', { hosts: nameHosts(grant.hosts) })}
      confirm={t('grant.giveBack')}
      run={(_, once) => giveBack({ params: { id: grant.id }, body: {} }, once)}
      onDone={onDone}
      onClose={onClose}
    >
      {t('grant.endMeaning', { count: grant.liveSessions })}
    </ConfirmDialog>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SavedKey } from '@stagedoor/plugin-access-common';
import { ConfirmDialog } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { useAccessCall } from '../api/useAccessCommand';
import { grantTranslationRef } from './translation';

/** Removes a saved key of the person. */
export function ForgetKey(props: { savedKey: SavedKey; onDone: () => void }) {
  const { savedKey, onDone } = props;
  const { t } = useTranslationRef(grantTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const remove = useAccessCall('removeKey');
  return (
    <>
      <Button variant="tertiary" size="small" onPress={() => setOpen(true)}>
        {t('forget')}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title={t('forgetTitle', { name: savedKey.name })}
          confirm={t('forgetConfirm')}
          isDestructive
          run={(_, once) => remove({ params: { id: savedKey.id } }, once)}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
          onClose={() => setOpen(false)}
        >
          <p>
            <code>{savedKey.fingerprint}</code>
          </p>
          <p>{t('forgetMeaning')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

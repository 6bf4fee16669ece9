import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Grant } from '@stagedoor/plugin-access-common';
import { ActionButton, ConfirmDialog } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { useAccessCall } from '../api/useAccessCommand';
import { nameHosts } from '../shared/HostNames';
import { accessTranslationRef } from '../translation';
import { ExtendDialog } from './ExtendDialog';
import { RevokeDialog } from './RevokeDialog';
import styles from '../shared/shared.module.css';

type Open = 'extend' | 'giveBack' | 'revoke';

/** Prolongs a grant, gives it back, or takes it away. */
export function GrantActions(props: { grant: Grant; onChange: () => void }) {
  const { grant, onChange } = props;
  const { extend, giveBack, revoke } = grant.actions;
  const { t } = useTranslationRef(accessTranslationRef);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChange();
  };
  return (
    <div className={styles.actions}>
      {giveBack.allowed ? (
        <>
          <ActionButton
            allowed={extend}
            variant="secondary"
            size="small"
            onPress={() => setOpen('extend')}
          >
            {t('grant.extend')}
          </ActionButton>
          <Button
            variant="secondary"
            size="small"
            onPress={() => setOpen('giveBack')}
          >
            {t('grant.giveBack')}
          </Button>
        </>
      ) : null}
      {revoke.allowed && !giveBack.allowed ? (
        <Button
          variant="secondary"
          destructive
          size="small"
          onPress={() => setOpen('revoke')}
        >
          {t('grant.revoke')}
        </Button>
      ) : null}
      {open === 'extend' ? (
        <ExtendDialog grant={grant} onClose={close} />
      ) : null}
      {open === 'giveBack' ? (
        <GiveBackDialog grant={grant} onDone={done} onClose={close} />
      ) : null}
      {open === 'revoke' ? (
        <RevokeDialog id={grant.id} onDone={done} onClose={close} />
      ) : null}
    </div>
  );
}

function GiveBackDialog(props: {
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

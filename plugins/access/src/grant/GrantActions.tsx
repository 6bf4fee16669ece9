import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Grant } from '@stagedoor/plugin-access-common';
import { ActionButton } from '@stagedoor/ui-parts';
import { accessTranslationRef } from '../translation';
import type { GrantAct } from './useGrantDialog';
import styles from '../shared/shared.module.css';

/** What can be done about a grant: prolonging it, giving it back, taking it away. */
export function GrantActions(props: {
  grant: Grant;
  onAct: (asked: GrantAct) => void;
}) {
  const { grant, onAct } = props;
  const { extend, giveBack, revoke } = grant.actions;
  const { t } = useTranslationRef(accessTranslationRef);
  if (!giveBack.allowed && !revoke.allowed) {
    return null;
  }
  return (
    <div className={styles.actions}>
      {giveBack.allowed ? (
        <>
          <ActionButton
            allowed={extend}
            variant="secondary"
            size="small"
            onPress={() => onAct({ act: 'extend', grant })}
          >
            {t('grant.extend')}
          </ActionButton>
          <Button
            variant="secondary"
            size="small"
            onPress={() => onAct({ act: 'giveBack', grant })}
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
          onPress={() => onAct({ act: 'revoke', grant })}
        >
          {t('grant.revoke')}
        </Button>
      ) : null}
    </div>
  );
}

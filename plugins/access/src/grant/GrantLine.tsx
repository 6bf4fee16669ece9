import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type { GrantSummary } from '@stagedoor/plugin-access-common';
import { Age, PersonName } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { nameHosts } from '../shared/HostNames';
import { GrantStateChip } from '../shared/StateChip';
import { TimeLeft } from '../shared/TimeLeft';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { RevokeDialog } from './RevokeDialog';
import styles from '../shared/shared.module.css';

/** One grant in a list. With `onChange` it can be revoked from there. */
export function GrantLine(props: {
  grant: GrantSummary;
  onChange?: () => void;
}) {
  const { grant, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const [isRevoking, setRevoking] = useState(false);
  const isOpen = grant.state === 'active' || grant.state === 'scheduled';
  return (
    <div className={styles.row}>
      <span className={styles.state}>
        <GrantStateChip state={grant.state} />
      </span>
      <div className={styles.text}>
        <Link href={paths.grant(grant.id)}>
          <b>
            {t('grant.line', {
              hosts: nameHosts(grant.hosts),
              account: grant.account,
            })}
          </b>
        </Link>
        <small>
          <PersonName entityRef={grant.holder} />
          {grant.liveSessions > 0
            ? `, ${t('grant.live', { count: grant.liveSessions })}`
            : null}
        </small>
      </div>
      {isOpen ? (
        <TimeLeft until={grant.endsAt} />
      ) : (
        <small>
          <Age at={grant.endedAt ?? grant.endsAt} />
        </small>
      )}
      {isOpen && onChange ? (
        <div className={styles.actions}>
          <Button
            variant="secondary"
            size="small"
            destructive
            aria-label={t('grant.revokeOf', { id: String(grant.id) })}
            onPress={() => setRevoking(true)}
          >
            {t('grant.revoke')}
          </Button>
        </div>
      ) : null}
      {isRevoking && onChange ? (
        <RevokeDialog
          id={grant.id}
          onDone={() => {
            setRevoking(false);
            onChange();
          }}
          onClose={() => setRevoking(false)}
        />
      ) : null}
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type { ListedGrant } from '@stagedoor/plugin-access-common';
import { PersonName } from '@stagedoor/ui-parts';
import { nameHosts } from '../shared/HostNames';
import { GrantStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { GrantTime } from './GrantTime';
import styles from '../shared/shared.module.css';

/** One grant in a list. With `onRevoke`, whoever may can revoke it from there. */
export function GrantLine(props: {
  grant: ListedGrant;
  onRevoke?: () => void;
}) {
  const { grant, onRevoke } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
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
      <GrantTime grant={grant} />
      {grant.mayRevoke && onRevoke ? (
        <div className={styles.actions}>
          <Button
            variant="secondary"
            size="small"
            destructive
            aria-label={t('grant.revokeOf', { id: String(grant.id) })}
            onPress={onRevoke}
          >
            {t('grant.revoke')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Session } from '@stagedoor/plugin-access-common';
import { ErrorNote } from '@stagedoor/ui-parts';
import { useAccessPages } from '../api/useAccessPages';
import { accessTranslationRef } from '../translation';
import { SessionLine } from './SessionLine';
import grantStyles from '../grant/grant.module.css';
import styles from '../shared/shared.module.css';

/** The sessions under one grant. Takes no room as long as there are none. */
export function SessionList(props: {
  grant: number;
  version: unknown;
  onEnd: (session: Session) => void;
}) {
  const { grant, version, onEnd } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const { items, error, loadMore, isLoading } = useAccessPages(
    'listSessions',
    { grant, limit: 10 },
    version,
  );
  if (items?.length === 0) {
    return null;
  }
  return (
    <section className={grantStyles.sessions}>
      {items ? <h3>{t('session.title')}</h3> : null}
      <ErrorNote error={error} lead={t('session.failed')} />
      <ul className={styles.list}>
        {items?.map(session => (
          <li key={session.id}>
            <SessionLine session={session} isOfOnePerson onEnd={onEnd} />
          </li>
        ))}
      </ul>
      {loadMore ? (
        <Button
          variant="secondary"
          size="small"
          isPending={isLoading}
          onPress={loadMore}
        >
          {t('shared.more')}
        </Button>
      ) : null}
    </section>
  );
}

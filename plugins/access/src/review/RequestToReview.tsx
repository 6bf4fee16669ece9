import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { AccessRequest } from '@stagedoor/plugin-access-common';
import { Age, PersonName } from '@stagedoor/ui-parts';
import { RequestFacts } from '../request/RequestFacts';
import { RequestStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from './review.module.css';

/** Who wants what, why, and what they asked for on these hosts before. */
export function RequestToReview(props: { request: AccessRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  return (
    <>
      <p className={styles.lead}>
        <PersonName entityRef={request.requestedBy} />{' '}
        {t(request.extends === undefined ? 'review.asks' : 'review.asksMore')},{' '}
        <Age at={request.requestedAt} />{' '}
        {request.state === 'pending' ? null : (
          <RequestStateChip state={request.state} />
        )}
      </p>
      <RequestFacts request={request} />
      <section className={styles.history}>
        <h3>{t('review.history')}</h3>
        {request.history.length === 0 ? <p>{t('review.noHistory')}</p> : null}
        <ul>
          {request.history.map(({ id, state, requestedAt, reason }) => (
            <li key={id}>
              <RequestStateChip state={state} />{' '}
              <Link href={paths.request(id)}>{reason}</Link>{' '}
              <small>
                <Age at={requestedAt} />
              </small>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

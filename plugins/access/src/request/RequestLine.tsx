import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ListedRequest } from '@stagedoor/plugin-access-common';
import { Age, PersonName } from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { describeMinutes } from '../shared/describeMinutes';
import { nameHosts } from '../shared/HostNames';
import { RequestStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

/** One request in a list. */
export function RequestLine(props: {
  request: ListedRequest;
  /** Leaves out who asked, where it is always the same person. */
  isMine?: boolean;
  action?: ReactNode;
}) {
  const { request, isMine, action } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const isMore = request.extends !== undefined;
  return (
    <div className={styles.row}>
      <span className={styles.state}>
        <RequestStateChip
          state={request.state}
          grantState={request.grantState}
        />
      </span>
      <div className={styles.text}>
        <Link href={paths.request(request.id)}>
          <b>
            {t(isMore ? 'request.lineMore' : 'request.line', {
              hosts: nameHosts(request.hosts),
              account: request.account,
              duration: describeMinutes(request.minutes),
            })}
          </b>
        </Link>
        <span>{request.reason}</span>
        <small>
          {isMine ? null : (
            <>
              <PersonName entityRef={request.requestedBy} />,{' '}
            </>
          )}
          <Age at={request.requestedAt} />
        </small>
      </div>
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  );
}

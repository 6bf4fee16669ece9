import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  Grant,
  GrantSummary,
  Session,
} from '@stagedoor/plugin-access-common';
import { Loading } from '@stagedoor/ui-parts';
import { useAccess } from '../api/useAccess';
import { SessionList } from '../session/SessionList';
import { ErrorPanel } from '../shared/ErrorPanel';
import { HostNames, nameHosts } from '../shared/HostNames';
import { GrantStateChip } from '../shared/StateChip';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import { CertificateBox, ConnectionBox } from './CertificateBox';
import { GrantActions } from './GrantActions';
import { GrantTime } from './GrantTime';
import type { GrantAct } from './useGrantDialog';
import shared from '../shared/shared.module.css';
import styles from './grant.module.css';

/** Access that the person has: how long it lasts, how to use it, and how to end it. */
export function GrantCard(props: {
  summary: GrantSummary;
  version: unknown;
  onAct: (asked: GrantAct) => void;
  onEndSession: (session: Session) => void;
}) {
  const { summary, version, onAct, onEndSession } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const { value, error, reload } = useAccess(
    'getGrant',
    { params: { id: summary.id } },
    version,
  );
  return (
    <article className={styles.grant} aria-label={nameHosts(summary.hosts)}>
      <div className={shared.row}>
        <div className={shared.text}>
          <b>
            <HostNames hosts={summary.hosts} />{' '}
            {t('grant.as', { account: summary.account })}
          </b>
          <small>
            <Link href={paths.grant(summary.id)}>{summary.reason}</Link>
          </small>
        </div>
        <GrantStateChip state={summary.state} />
        <GrantTime grant={summary} />
        {value ? <GrantActions grant={value} onAct={onAct} /> : null}
      </div>
      {value ? (
        <>
          <HowToUse grant={value} onChange={reload} />
          <SessionList
            grant={value.id}
            version={version}
            onEnd={onEndSession}
          />
        </>
      ) : null}
      {!value && error === undefined ? (
        <Loading label={t('shared.loading', { title: t('grant.howTo') })} />
      ) : null}
      {!value && error !== undefined ? (
        <ErrorPanel subject={t('grant.howTo')} error={error} onRetry={reload} />
      ) : null}
    </article>
  );
}

/** The two steps to a shell, or why there are none. */
export function HowToUse(props: { grant: Grant; onChange: () => void }) {
  const { connection, connectionProblem, ...grant } = props.grant;
  const { getCertificate } = grant.actions;
  const { t } = useTranslationRef(accessTranslationRef);
  if (!getCertificate.allowed || !connection) {
    return (
      <p className={styles.quiet}>
        {getCertificate.allowed
          ? (connectionProblem ?? t('grant.noConnection'))
          : getCertificate.reason}
      </p>
    );
  }
  return (
    <ol className={styles.steps}>
      <li>
        <h3>{t('grant.keyStep')}</h3>
        <CertificateBox grant={grant.id} onIssued={props.onChange} />
      </li>
      <li>
        <h3>{t('grant.loginStep')}</h3>
        <ConnectionBox connection={connection} />
      </li>
    </ol>
  );
}

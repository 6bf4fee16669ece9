import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  describeError,
  ErrorNote,
  HomeCard,
  Loading,
} from '@stagedoor/ui-parts';
import { useAccessPages } from '../api/useAccessPages';
import { useAccessSignal } from '../live/useAccessSignal';
import { ErrorPanel } from '../shared/ErrorPanel';
import { nameHosts } from '../shared/HostNames';
import { TimeLeft } from '../shared/TimeLeft';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

const shown = 5;

/** What the person has access to, and for how long still. */
export function MyAccessWidget() {
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  const { items, error, reload } = useAccessPages(
    'listGrants',
    { mine: 'true', state: ['active'], limit: shown },
    useAccessSignal(),
  );
  if (error !== undefined && describeError(error).kind === 'denied') {
    return null;
  }
  return (
    <HomeCard
      title={t('home.mine')}
      more={{ title: t('home.all'), href: paths.root }}
    >
      {items === undefined && error === undefined ? (
        <Loading label={t('shared.loading', { title: t('home.mine') })} />
      ) : null}
      {items === undefined && error !== undefined ? (
        <ErrorPanel subject={t('home.mine')} error={error} onRetry={reload} />
      ) : null}
      {items ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
      {items?.length === 0 ? (
        <p className={styles.quiet}>
          {t('home.none')}{' '}
          <Link href={`${paths.root}?access=`}>{t('ask.open')}</Link>
        </p>
      ) : null}
      {items?.length ? (
        <ul className={styles.list} aria-label={t('home.mine')}>
          {items.map(grant => (
            <li key={grant.id} className={styles.row}>
              <span className={styles.text}>
                <Link href={paths.grant(grant.id)}>
                  {t('grant.line', {
                    hosts: nameHosts(grant.hosts),
                    account: grant.account,
                  })}
                </Link>
              </span>
              <TimeLeft until={grant.endsAt} />
            </li>
          ))}
        </ul>
      ) : null}
    </HomeCard>
  );
}

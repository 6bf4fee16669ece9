import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  accessHoldersPermission,
  accessRequestPermission,
  type AccessOutput,
} from '@stagedoor/plugin-access-common';
import { GuardedButton } from '@stagedoor/plugin-roles-react';
import {
  Card,
  Empty,
  ErrorNote,
  ErrorPanel,
  Loading,
  PersonName,
} from '@stagedoor/ui-parts';
import { useAccess } from '../api/useAccess';
import { RequestAccessDialog } from '../ask/RequestAccessDialog';
import { useAskInUrl } from '../ask/useAskInUrl';
import { useAccessSignal } from '../live/useAccessSignal';
import { HostNames } from '../shared/HostNames';
import { TimeLeft } from '../shared/TimeLeft';
import { usePaths } from '../shared/usePaths';
import { accessTranslationRef } from '../translation';
import styles from '../shared/shared.module.css';

type HoldersOfHost = AccessOutput<'listHolders'>['hosts'][number];

/** Who has access now to the hosts of a component, to a host, or to what a team owns; and the way to ask for it. */
export function EntityAccess() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(accessTranslationRef);
  const [asked, setAsked] = useAskInUrl();
  const { value, error, reload } = useAccess(
    'listHolders',
    { params: {}, query: askAbout(entity) },
    useAccessSignal(),
  );
  return (
    <div className={styles.column}>
      <Card
        title={t('holders.title')}
        more={
          <GuardedButton
            permission={accessRequestPermission}
            variant="primary"
            onPress={() => setAsked({ hosts: [] })}
          >
            {t('ask.open')}
          </GuardedButton>
        }
      >
        {value === undefined && error === undefined ? (
          <Loading label={t('shared.loading', { title: t('holders.title') })} />
        ) : null}
        {value === undefined && error !== undefined ? (
          <ErrorPanel
            subject={t('holders.title')}
            error={error}
            permission={accessHoldersPermission}
            onRetry={reload}
          />
        ) : null}
        {value ? <ErrorNote error={error} lead={t('shared.stale')} /> : null}
        {value?.hosts.length === 0 ? (
          <Empty title={t('holders.noHosts')}>{t('ask.noHostsWhy')}</Empty>
        ) : null}
        {value?.hosts.length ? (
          <ul className={styles.list} aria-label={t('holders.title')}>
            {value.hosts.map(host => (
              <li key={host.host.ref} className={styles.holders}>
                <Holders host={host} />
              </li>
            ))}
          </ul>
        ) : null}
      </Card>
      {asked ? (
        <RequestAccessDialog
          entity={entity}
          asked={asked}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  );
}

function Holders(props: { host: HoldersOfHost }) {
  const { host, holders } = props.host;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  return (
    <>
      <HostNames hosts={[host]} />
      <div className={styles.text}>
        {holders.length === 0 ? (
          <span className={styles.quiet}>{t('holders.nobody')}</span>
        ) : null}
        {holders.map(({ holder, account, grant, endsAt, liveSessions }) => (
          <span key={grant} className={styles.row}>
            <PersonName entityRef={holder} />
            <Link href={paths.grant(grant)}>{t('grant.as', { account })}</Link>
            <TimeLeft until={endsAt} />
            {liveSessions > 0 ? (
              <small>{t('grant.live', { count: liveSessions })}</small>
            ) : null}
          </span>
        ))}
      </div>
    </>
  );
}

/** By the kind of thing that it is asked about. */
function askAbout(entity: Entity) {
  const ref = stringifyEntityRef(entity);
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'component':
      return { component: ref };
    case 'group':
      return { group: ref };
    default:
      return { host: ref };
  }
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  accessHoldersPermission,
  type AccessInput,
} from '@stagedoor/plugin-access-common';
import {
  Age,
  Card,
  Empty,
  ErrorNote,
  ErrorPanel,
  Loading,
  useSettled,
} from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { useAccess } from '../api/useAccess';
import { compareHosts } from '../ask/HostOption';
import { useAccessSignal } from '../live/useAccessSignal';
import { HoldersOfHost } from './HoldersOfHost';
import { MomentChoice } from './MomentChoice';
import { holdersTranslationRef } from './translation';
import { useMomentInUrl } from './useMomentInUrl';
import styles from '../shared/shared.module.css';

/** Every reading is written down in the audit log: without news it is not read again for so long. */
const silence = 5 * 60_000;
const settleMs = 500;

/** Who has access to some hosts, or to any, now or at an earlier time. */
export function HoldersCard(props: {
  /** Without one it is about all hosts that anybody has access to. */
  about?: Pick<
    NonNullable<AccessInput<'listHolders'>['query']>,
    'component' | 'group' | 'host'
  >;
  /** Beside the title. */
  more?: ReactNode;
}) {
  const { about, more } = props;
  const { t } = useTranslationRef(holdersTranslationRef);
  const [chosen, setChosen] = useMomentInUrl();
  const settled = useSettled(chosen, settleMs);
  // While a moment is typed, the one before is shown: each reading is written down.
  const at = chosen && (settled ?? chosen);
  const isAhead = at !== undefined && at > new Date();
  const version = useAccessSignal({ silence });
  const { value, error, reload } = useAccess(
    'listHolders',
    { params: {}, query: { ...about, at: at?.toISOString() } },
    // What was does not change.
    at ? undefined : version,
  );
  const hosts = value?.hosts.toSorted((a, b) => compareHosts(a.host, b.host));
  const title = t(at ? 'then' : 'now');
  return (
    <Card title={title} more={more}>
      <MomentChoice value={chosen} onChange={setChosen} />
      {isAhead ? <p className={styles.quiet}>{t('ahead')}</p> : null}
      {value === undefined && error === undefined ? (
        <Loading label={t('loading')} />
      ) : null}
      {value === undefined && error !== undefined ? (
        <ErrorPanel
          subject={title}
          error={error}
          permission={accessHoldersPermission}
          onRetry={reload}
        />
      ) : null}
      {value ? <ErrorNote error={error} lead={t('stale')} /> : null}
      {value?.hosts.length === 0 && about ? (
        <Empty title={t('noHosts')}>{t('noHostsWhy')}</Empty>
      ) : null}
      {value?.hosts.length === 0 && !about ? (
        <p className={styles.quiet}>
          {t(at ? 'nobodyThen' : 'nobodyAnywhere')}
        </p>
      ) : null}
      {hosts?.length && !isAhead ? (
        <ul className={styles.list} aria-label={title}>
          {hosts.map(holders => (
            <li key={holders.host.ref} className={styles.holders}>
              <HoldersOfHost of={holders} isPast={!!at} />
            </li>
          ))}
        </ul>
      ) : null}
      {value && !at ? (
        <p className={styles.after}>
          {t('read')} <Age at={value.at} />
        </p>
      ) : null}
    </Card>
  );
}

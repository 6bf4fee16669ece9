import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Release, ReleaseHost } from '@stagedoor/plugin-releases-common';
import { Card, EntityName, Unseen } from '@stagedoor/ui-parts';
import { Fragment } from 'react';
import { nameVersion } from '../../shared/VersionName';
import { releasePageTranslationRef } from '../translation';
import { HostChip } from './HostChip';
import styles from './HostsCard.module.css';

/** What each host runs now and what the release has done to it, batch by batch. */
export function HostsCard(props: { release: Release }) {
  const { hostResults } = props.release;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const numbers = [...new Set(hostResults.map(host => host.batch))].sort(
    (a, b) => a - b,
  );
  // With one host in each, batches are no more than the order.
  const isGrouped = numbers.length > 1 && numbers.length < hostResults.length;
  return (
    <Card title={t('hosts.title')}>
      <table className={styles.hosts} aria-label={t('hosts.title')}>
        <thead>
          <tr>
            <th scope="col">{t('hosts.host')}</th>
            <th scope="col">{t('hosts.runs')}</th>
            <th scope="col">
              <Unseen>{t('hosts.state')}</Unseen>
            </th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number, index) => (
            <Fragment key={number}>
              {isGrouped ? (
                <tr className={styles.batch}>
                  <th scope="rowgroup" colSpan={3}>
                    {t('hosts.batch', {
                      batch: String(index + 1),
                      batches: String(numbers.length),
                    })}
                  </th>
                </tr>
              ) : null}
              {hostResults
                .filter(host => host.batch === number)
                .map(host => (
                  <HostRow key={host.ref} host={host} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function HostRow(props: { host: ReleaseHost }) {
  const { host } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const isUnknown = host.state === 'unknown';
  const note = host.message ?? (isUnknown ? t('hosts.unknown') : undefined);
  return (
    <>
      <tr>
        <td>
          <EntityName entityRef={host.ref} />
        </td>
        <td>
          <RunsNow host={host} />
        </td>
        <td>
          <HostChip host={host} />
        </td>
      </tr>
      {note ? (
        <tr className={styles.note}>
          <td colSpan={3} data-bad={isUnknown ? undefined : isBad(host)}>
            {note}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** Nothing is claimed about a host that could not be asked. */
function RunsNow(props: { host: ReleaseHost }) {
  const { state, runs } = props.host;
  const { t } = useTranslationRef(releasePageTranslationRef);
  if (state === 'unknown') {
    return <span className={styles.none}>{t('hosts.unknownVersion')}</span>;
  }
  return runs ? (
    <code title={runs.commit}>{nameVersion(runs)}</code>
  ) : (
    <span className={styles.none}>{t('hosts.nothing')}</span>
  );
}

function isBad({ state }: ReleaseHost): true | undefined {
  return state === 'failed' || state === 'rollback_failed' ? true : undefined;
}

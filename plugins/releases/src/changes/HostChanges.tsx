import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Version } from '@stagedoor/plugin-releases-common';
import { EntityName } from '@stagedoor/ui-parts';
import { Fragment, type ReactNode } from 'react';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './changes.module.css';

interface ChangedHost {
  ref: string;
  batch: number;
  /** What it runs now. */
  from?: Version;
}

/** Which hosts get the version, what each runs now, and in which order they come. */
export function HostChanges(props: {
  to: Version;
  hosts: readonly ChangedHost[];
  /** Refs of hosts of the environment that are left out. */
  untouched?: readonly string[];
  /** Beside the title. */
  action?: ReactNode;
}) {
  const { to, hosts, untouched = [], action } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const batches = new Set(hosts.map(({ batch }) => batch)).size;
  const caption =
    batches > 1
      ? t('changes.hostsInBatches', {
          hosts: String(hosts.length),
          batches: String(batches),
        })
      : t('changes.hosts', { count: hosts.length });
  return (
    <section className={styles.block}>
      <header className={styles.blockHead}>
        <h3>{caption}</h3>
        {action}
      </header>
      <table className={styles.hosts} aria-label={caption}>
        <thead>
          <tr>
            {batches > 1 ? <th scope="col">{t('changes.batch')}</th> : null}
            <th scope="col">{t('changes.host')}</th>
            <th scope="col">{t('changes.now')}</th>
            <th scope="col">{t('changes.then')}</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map(host => (
            <tr key={host.ref}>
              {batches > 1 ? <td>{host.batch + 1}</td> : null}
              <td>
                <EntityName entityRef={host.ref} isPlain />
              </td>
              <td>
                {host.from ? (
                  <code title={host.from.commit}>{nameVersion(host.from)}</code>
                ) : (
                  t('changes.nothing')
                )}
              </td>
              <td>
                <code title={to.commit}>{nameVersion(to)}</code>
                {host.from?.commit === to.commit ? (
                  <small> {t('changes.again')}</small>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {untouched.length > 0 ? (
        <p className={styles.rest}>
          {t('changes.untouched')}{' '}
          {untouched.map((ref, index) => (
            <Fragment key={ref}>
              {index > 0 ? ', ' : null}
              <EntityName entityRef={ref} isPlain />
            </Fragment>
          ))}
        </p>
      ) : null}
    </section>
  );
}

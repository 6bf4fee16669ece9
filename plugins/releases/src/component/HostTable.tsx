import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { MatrixHost } from '@stagedoor/plugin-releases-common';
import {
  Age,
  Chip,
  EntityName,
  PersonName,
  StackedTable,
} from '@stagedoor/ui-parts';
import { useReleasePath } from '../hooks/useReleasePath';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './component.module.css';

/** What each host of an environment runs. */
export function HostTable(props: { hosts: MatrixHost[]; label: string }) {
  const { hosts, label } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  return (
    <StackedTable label={label} className={styles.hosts}>
      <thead>
        <tr>
          <th scope="col">{t('hosts.host')}</th>
          <th scope="col">{t('hosts.runs')}</th>
          <th scope="col">{t('hosts.since')}</th>
        </tr>
      </thead>
      <tbody>
        {hosts.map(host => (
          <HostRow key={host.ref} host={host} />
        ))}
      </tbody>
    </StackedTable>
  );
}

function HostRow(props: { host: MatrixHost }) {
  const { host } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  return (
    <tr>
      <td>
        <EntityName entityRef={host.ref} />
      </td>
      <td>
        {host.certainty === 'unknown' ? (
          <Chip tone="unk" title={t('hosts.unknownMeaning')}>
            {t('hosts.unknown')}
          </Chip>
        ) : null}
        {host.certainty === 'never' ? (
          <span className={styles.small}>{t('hosts.never')}</span>
        ) : null}
        {host.version ? <VersionName version={host.version} isShort /> : null}
      </td>
      <td className={styles.small}>
        {host.since ? <Age at={host.since} /> : null}
        {host.by ? (
          <>
            {', '}
            <PersonName entityRef={host.by} isPlain />
          </>
        ) : null}
        {host.release === undefined ? null : (
          <>
            {' · '}
            <Link href={pathTo(host.release)}>#{host.release}</Link>
          </>
        )}
      </td>
    </tr>
  );
}

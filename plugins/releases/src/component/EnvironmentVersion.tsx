import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { Age, PersonName } from '@stagedoor/ui-parts';
import { VersionName } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import { countVersions } from './describeEnvironment';
import styles from './component.module.css';

/** What an environment runs: the version, or each with its hosts if there are several; since when and by whom. */
export function EnvironmentVersion(props: {
  environment: MatrixEnvironment;
  branch?: string;
  canCopy?: boolean;
}) {
  const { environment, branch, canCopy } = props;
  const { version, since, by, hosts, behind } = environment;
  const { t } = useTranslationRef(releasesTranslationRef);
  const versions = countVersions(hosts);
  if (versions.length === 0) {
    return (
      <p className={styles.facts}>
        {t('environment.nothingYet', { count: hosts.length })}
      </p>
    );
  }
  return (
    <>
      {versions.map(item => (
        <div key={item.version.commit} className={styles.versionLine}>
          <VersionName version={item.version} canCopy={canCopy} />
          {version ? null : (
            <span className={styles.small}>
              {t('environment.onHosts', { count: item.hosts })}
            </span>
          )}
        </div>
      ))}
      <p className={styles.facts}>
        {version ? (
          <span>{t('environment.hosts', { count: hosts.length })}</span>
        ) : null}
        {since ? (
          <span>
            {t('environment.released')} <Age at={since} />
            {by ? (
              <>
                {' '}
                {t('environment.by')} <PersonName entityRef={by} />
              </>
            ) : null}
          </span>
        ) : null}
        {behind !== undefined && branch ? (
          <span>
            {behind > 0
              ? t('environment.behind', { behind: String(behind), branch })
              : t('environment.upToDate', { branch })}
          </span>
        ) : null}
      </p>
    </>
  );
}

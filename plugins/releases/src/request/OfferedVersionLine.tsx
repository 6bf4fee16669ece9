import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MatrixEnvironment,
  OfferedVersion,
} from '@stagedoor/plugin-releases-common';
import { Age } from '@stagedoor/ui-parts';
import { shortCommit } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './request.module.css';

/** A version on offer: what it is called, what it brings, and where it runs already. */
export function OfferedVersionLine(props: {
  version: OfferedVersion;
  environments: readonly MatrixEnvironment[];
}) {
  const { version, environments } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const runsOn = environments
    .filter(({ name }) => version.runsOn.includes(name))
    .map(({ title }) => title);
  return (
    <>
      <span className={styles.choiceHead}>
        {version.tags.slice(0, 3).map(tag => (
          <b key={tag} className={styles.tag}>
            {tag}
          </b>
        ))}
        <code title={version.id}>{shortCommit(version.id)}</code>
        {runsOn.length > 0 ? (
          <span className={styles.runsOn}>
            {t('versions.runsOn', { environments: runsOn.join(', ') })}
          </span>
        ) : null}
      </span>
      <span className={styles.subject}>{version.subject}</span>
      <small>
        {version.author}, <Age at={version.committedAt} />
      </small>
    </>
  );
}

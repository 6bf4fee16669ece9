import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { MatrixEnvironment } from '@stagedoor/plugin-releases-common';
import { Age, NamedText, shortenReferences } from '@stagedoor/ui-parts';
import { useReleasePath } from '../hooks/useReleasePath';
import { nameVersion } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import { statusOfEnvironment } from './describeEnvironment';
import styles from './component.module.css';

/** How the last release went, where it did not go well. */
export function LastRelease(props: { environment: MatrixEnvironment }) {
  const { environment } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const pathTo = useReleasePath();
  const { last } = environment;
  if (!last || statusOfEnvironment(environment) !== 'failed') {
    return null;
  }
  return (
    <p
      className={styles.lastFailure}
      title={last.outcome && shortenReferences(last.outcome)}
    >
      <Link href={pathTo(last.id)}>
        {t('environment.release', {
          id: String(last.id),
          version: nameVersion(last.version),
        })}
      </Link>{' '}
      <NamedText text={last.outcome ?? ''} isPlain />
      {last.finishedAt ? (
        <>
          {' '}
          (<Age at={last.finishedAt} />)
        </>
      ) : null}
    </p>
  );
}

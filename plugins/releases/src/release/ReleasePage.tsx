import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import { describeError, Empty, ErrorNote, Loading } from '@stagedoor/ui-parts';
import { useEffect } from 'react';
import { releaseRouteRef, rootRouteRef } from '../routes';
import { ErrorPanel } from '../shared/ErrorPanel';
import { nameVersion } from '../shared/VersionName';
import { ReleaseView } from './ReleaseView';
import styles from './ReleaseView.module.css';
import { releasePageTranslationRef } from './translation';
import { useRelease } from './useRelease';

/** The page of one release. */
export function ReleasePage() {
  const { id } = useRouteRefParams(releaseRouteRef);
  return (
    <Container className={styles.frame}>
      {/^[1-9]\d{0,9}$/.test(id) ? (
        <LoadedRelease key={id} id={Number(id)} />
      ) : (
        <UnknownRelease />
      )}
    </Container>
  );
}

function LoadedRelease(props: { id: number }) {
  const { id } = props;
  const { t } = useTranslationRef(releasePageTranslationRef);
  const { value: release, error, reload } = useRelease(id);
  const title = release
    ? t('page.title', {
        id: String(id),
        version: nameVersion(release.version),
        environment: release.environment,
      })
    : `#${id}`;
  useEffect(() => {
    document.title = `${title} · Stagedoor`;
  }, [title]);

  const kind = error === undefined ? undefined : describeError(error).kind;
  if (kind === 'absent' || kind === 'denied') {
    return <UnknownRelease />;
  }
  if (!release) {
    return error === undefined ? (
      <Loading label={t('page.loading')} lines={6} />
    ) : (
      <ErrorPanel
        subject={t('page.subject', { id: String(id) })}
        error={error}
        onRetry={reload}
      />
    );
  }
  return (
    <>
      <ErrorNote error={error} lead={t('page.stale')} />
      <ReleaseView release={release} onChange={reload} />
    </>
  );
}

/** The same for a release that does not exist and one that may not be seen. */
function UnknownRelease() {
  const { t } = useTranslationRef(releasePageTranslationRef);
  const all = useRouteRef(rootRouteRef);
  return (
    <Empty
      title={t('page.unknown')}
      action={<Link href={all?.() ?? '/releases'}>{t('page.toAll')}</Link>}
    >
      {null}
    </Empty>
  );
}

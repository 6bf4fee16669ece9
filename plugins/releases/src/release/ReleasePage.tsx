import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import { describeError, Empty, ErrorNote, Loading } from '@stagedoor/ui-parts';
import { useEffect, type ReactNode } from 'react';
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
      <main>
        {/^[1-9]\d{0,9}$/.test(id) ? (
          <LoadedRelease key={id} id={Number(id)} />
        ) : (
          <UnknownRelease />
        )}
      </main>
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
        environment: release.environmentTitle,
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
    const subject = t('page.subject', { id: String(id) });
    return (
      <Untold title={subject}>
        {error === undefined ? (
          <Loading label={t('page.loading')} lines={6} />
        ) : (
          <ErrorPanel subject={subject} error={error} onRetry={reload} />
        )}
      </Untold>
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
    <Untold title={t('page.unknownTitle')}>
      <Empty
        action={<Link href={all?.() ?? '/releases'}>{t('page.toAll')}</Link>}
      >
        {t('page.unknown')}
      </Empty>
    </Untold>
  );
}

/** The page as long as there is nothing to tell about the release. */
function Untold(props: { title: string; children: ReactNode }) {
  return (
    <div className={styles.untold}>
      <h1>{props.title}</h1>
      {props.children}
    </div>
  );
}

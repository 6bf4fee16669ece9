import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Link } from '@backstage/ui';
import {
  describeError,
  Empty,
  ErrorNote,
  Loading,
  type Loaded,
} from '@stagedoor/ui-parts';
import { useEffect, type ReactNode } from 'react';
import { accessTranslationRef } from '../translation';
import { ErrorPanel } from './ErrorPanel';
import { usePaths } from './usePaths';
import styles from './shared.module.css';

/** The page of one thing while it is read, when it cannot be, and when it is there. */
export function Frame<T>(props: {
  title: string;
  loaded: Loaded<T>;
  children: (value: T) => ReactNode;
}) {
  const { title, loaded, children } = props;
  const { value, error, reload } = loaded;
  const { t } = useTranslationRef(accessTranslationRef);
  const paths = usePaths();
  useEffect(() => {
    document.title = `${title} · Stagedoor`;
  }, [title]);
  const kind = error === undefined ? undefined : describeError(error).kind;
  const isUnknown = kind === 'absent' || kind === 'denied';
  return (
    <main>
      <Container className={styles.frame}>
        <nav className={styles.crumbs} aria-label={t('shared.breadcrumbs')}>
          <Link href={paths.root} standalone>
            {t('page.title')}
          </Link>
          <span aria-hidden>/</span>
          <span aria-current="page">{title}</span>
        </nav>
        {isUnknown || value === undefined ? (
          <h1>{isUnknown ? t('shared.unknown') : title}</h1>
        ) : null}
        {isUnknown ? (
          <Empty action={<Link href={paths.root}>{t('shared.toAll')}</Link>}>
            {t('shared.unknownWhy')}
          </Empty>
        ) : null}
        {!isUnknown && value !== undefined ? (
          <>
            <ErrorNote error={error} lead={t('shared.stale')} />
            {children(value)}
          </>
        ) : null}
        {!isUnknown && value === undefined && error === undefined ? (
          <Loading label={t('shared.loading', { title })} lines={6} />
        ) : null}
        {!isUnknown && value === undefined && error !== undefined ? (
          <ErrorPanel subject={title} error={error} onRetry={reload} />
        ) : null}
      </Container>
    </main>
  );
}

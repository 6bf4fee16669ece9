import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Skeleton } from '@backstage/ui';
import type { RepositoryLocation } from '@stagedoor/plugin-repositories-common';
import { Age } from '@stagedoor/ui-parts';
import { useAsyncRetry } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { rootRouteRef } from '../../routes';
import { CloneBox } from '../CloneBox/CloneBox';
import { Problem } from '../Problem/Problem';
import { Directory } from './Directory';
import { File } from './File';
import { LocationBar } from './LocationBar';
import styles from './SourcePage.module.css';

/** A directory or a file of a repository; at its default branch, if no other is named. */
export function Source(props: {
  location: Omit<RepositoryLocation, 'ref'> & {
    view: 'tree' | 'blob';
    ref?: string;
  };
}) {
  const { name, ref, view, path } = props.location;
  const api = useApi(repositoriesApiRef);
  const all = useRouteRef(rootRouteRef);
  const { value, error, retry } = useAsyncRetry(async () => {
    const repository = await api.getRepository(name);
    const at = ref ?? repository.defaultBranch;
    const commits = repository.head
      ? await api.listCommits(name, { ref: at, limit: 1 })
      : undefined;
    return { repository, at, commit: commits?.items.at(0) };
  }, [api, name, ref]);

  if (error) {
    return (
      <Problem
        subject={`The repository ${name}`}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return (
      <div role="status" aria-label="Loading the repository">
        <Skeleton width="30%" height={28} />
        <Skeleton width="100%" height={240} />
      </div>
    );
  }
  const { repository, at, commit } = value;
  const location = { name, view, path, ref: at };
  return (
    <>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link href={all?.() ?? '/repositories'} className={styles.small}>
            Source
          </Link>
          <h1>{repository.name}</h1>
          {repository.description && <div>{repository.description}</div>}
          {commit && (
            <div className={styles.small}>
              {commit.subject} · {commit.author.name} ·{' '}
              <Age at={commit.committedAt} />
            </div>
          )}
        </div>
        {repository.kind === 'stored' && (
          <div className={styles.clone}>
            <CloneBox cloneUrl={repository.cloneUrl} />
          </div>
        )}
      </header>
      {repository.head ? (
        <>
          <LocationBar location={location} />
          {view === 'tree' ? (
            <Directory location={location} />
          ) : (
            <File location={location} />
          )}
        </>
      ) : (
        <p>This repository has no commit yet. Clone it and push the first.</p>
      )}
    </>
  );
}

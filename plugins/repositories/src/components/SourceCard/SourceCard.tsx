import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import {
  parseViewUrl,
  type RepositoryLocation,
} from '@stagedoor/plugin-repositories-common';
import { Age } from '@stagedoor/ui-parts';
import { useAsyncRetry } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { useSourcePath } from '../../hooks/useSourcePath';
import { CloneBox } from '../CloneBox/CloneBox';
import { Problem } from '../Problem/Problem';
import styles from './SourceCard.module.css';

const SOURCE_LOCATION = 'backstage.io/source-location';

/** Where the source of an entity is, what happened to it last, and how to get it. */
export function SourceCard() {
  const baseUrl = useApi(configApiRef).getString('app.baseUrl');
  const { entity } = useEntity();
  const address = entity.metadata.annotations?.[SOURCE_LOCATION]?.replace(
    /^url:/,
    '',
  );
  const location =
    address && URL.canParse(address)
      ? parseViewUrl(baseUrl, address)
      : undefined;
  return location ? (
    <EntityInfoCard title="Source">
      <Source location={location} />
    </EntityInfoCard>
  ) : null;
}

function Source(props: { location: RepositoryLocation }) {
  const { location } = props;
  const repositories = useApi(repositoriesApiRef);
  const pathTo = useSourcePath();
  const { value, error, retry } = useAsyncRetry(async () => {
    const repository = await repositories.getRepository(location.name);
    const { name, ref } = location;
    const commits = repository.head
      ? await repositories.listCommits(name, { ref, limit: 1 })
      : undefined;
    return { repository, commit: commits?.items.at(0) };
  }, [repositories, location.name, location.ref]);

  if (error) {
    return <Problem subject="The source" error={error} onRetry={retry} />;
  }
  if (!value) {
    return (
      <div role="status" aria-label="Loading the source">
        <Skeleton width="70%" height={14} />
        <Skeleton width="50%" height={14} />
      </div>
    );
  }
  const { repository, commit } = value;
  return (
    <>
      <Link href={pathTo('tree', location)} className={styles.name}>
        {repository.name}
      </Link>
      {commit && (
        <p className={styles.commit}>
          {commit.subject}
          <span className={styles.small}>
            <span className={styles.name}>{commit.id.slice(0, 7)}</span> ·{' '}
            {commit.author.name} · <Age at={commit.committedAt} />
          </span>
        </p>
      )}
      <CloneBox cloneUrl={repository.cloneUrl} />
    </>
  );
}

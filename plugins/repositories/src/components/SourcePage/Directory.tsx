import { MarkdownContent } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link, Skeleton } from '@backstage/ui';
import type {
  RepositoryLocation,
  RepositoryTree,
} from '@stagedoor/plugin-repositories-common';
import {
  RiFileLine,
  RiFolder3Fill,
  RiGitRepositoryLine,
  RiLinksLine,
} from '@remixicon/react';
import { useAsync, useAsyncRetry } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { useSourcePath } from '../../hooks/useSourcePath';
import { Problem } from '../Problem/Problem';
import { describeSize } from './describeSize';
import { resolveLink } from './resolveLink';
import styles from './SourcePage.module.css';

const ICONS = {
  directory: RiFolder3Fill,
  file: RiFileLine,
  symlink: RiLinksLine,
  submodule: RiGitRepositoryLine,
};

/** What a directory holds, and its README below. */
export function Directory(props: { location: RepositoryLocation }) {
  const { name, ref, path } = props.location;
  const api = useApi(repositoriesApiRef);
  const {
    value: tree,
    error,
    retry,
  } = useAsyncRetry(
    () => api.readTree(name, { ref, path }),
    [api, name, ref, path],
  );
  if (error) {
    return <Problem subject="The directory" error={error} onRetry={retry} />;
  }
  if (!tree) {
    return (
      <div role="status" aria-label="Loading the directory">
        <Skeleton width="100%" height={200} />
      </div>
    );
  }
  const readme = tree.entries.find(
    entry => entry.kind === 'file' && /^readme\.md$/i.test(entry.name),
  );
  return (
    <>
      <Card>
        <CardBody>
          {tree.entries.length === 0 ? (
            <p>This directory is empty.</p>
          ) : (
            <Entries location={props.location} entries={tree.entries} />
          )}
          {tree.truncated && (
            <p className={styles.small}>
              There are more entries than are shown. Clone the repository to see
              them all.
            </p>
          )}
        </CardBody>
      </Card>
      {readme && <Readme name={name} at={ref} path={readme.path} />}
    </>
  );
}

function Entries(props: {
  location: RepositoryLocation;
  entries: RepositoryTree['entries'];
}) {
  const { name, ref } = props.location;
  const pathTo = useSourcePath();
  const sorted = [...props.entries].sort(
    (one, other) =>
      Number(other.kind === 'directory') - Number(one.kind === 'directory') ||
      one.name.localeCompare(other.name),
  );
  return (
    <table className={styles.entries} aria-label="Files">
      <tbody>
        {sorted.map(entry => {
          const Icon = ICONS[entry.kind];
          const view = entry.kind === 'directory' ? 'tree' : 'blob';
          return (
            <tr key={entry.path}>
              <td>
                <span className={styles.entry}>
                  <Icon size={16} aria-hidden="true" />
                  {entry.kind === 'submodule' ? (
                    entry.name
                  ) : (
                    <Link href={pathTo(view, { name, ref, path: entry.path })}>
                      {entry.name}
                    </Link>
                  )}
                </span>
              </td>
              <td className={styles.size}>
                {entry.size !== undefined && describeSize(entry.size)}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Readme(props: { name: string; at: string; path: string }) {
  const { name, at, path } = props;
  const api = useApi(repositoriesApiRef);
  const { value } = useAsync(
    () => api.readFile(name, { ref: at, path }),
    [api, name, at, path],
  );
  const pathTo = useSourcePath();
  // A link of a README leads on from its own folder.
  const followLink = (href: string) => {
    if (/^(https?:|mailto:|\/|#)/i.test(href)) {
      return href;
    }
    if (/^[a-z][a-z0-9+.-]*:/i.test(href.trim())) {
      return '';
    }
    const target = resolveLink(path, href);
    return target === undefined
      ? ''
      : pathTo('blob', { name, ref: at, path: target });
  };
  return value?.encoding === 'utf-8' && value.content ? (
    <Card className={styles.readme}>
      <CardBody>
        <MarkdownContent
          content={value.content}
          dialect="gfm"
          transformLinkUri={followLink}
        />
      </CardBody>
    </Card>
  ) : null;
}

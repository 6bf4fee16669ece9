import { useApi } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Skeleton } from '@backstage/ui';
import type {
  RepositoryFile,
  RepositoryLocation,
} from '@stagedoor/plugin-repositories-common';
import { useAsyncRetry } from 'react-use';
import { repositoriesApiRef } from '../../api/repositoriesApiRef';
import { Problem } from '../Problem/Problem';
import { describeSize } from './describeSize';
import styles from './SourcePage.module.css';

/** The text of a file, with the numbers of its lines. */
export function File(props: { location: RepositoryLocation }) {
  const { name, ref, path } = props.location;
  const api = useApi(repositoriesApiRef);
  const {
    value: file,
    error,
    retry,
  } = useAsyncRetry(
    () => api.readFile(name, { ref, path }),
    [api, name, ref, path],
  );
  if (error) {
    return <Problem subject="The file" error={error} onRetry={retry} />;
  }
  if (!file) {
    return (
      <div role="status" aria-label="Loading the file">
        <Skeleton width="100%" height={240} />
      </div>
    );
  }
  return (
    <Card>
      <CardHeader>
        <span className={styles.small}>
          {describeSize(file.size)} · at commit {file.commit.slice(0, 7)}
        </span>
      </CardHeader>
      <CardBody>
        <Content file={file} />
      </CardBody>
    </Card>
  );
}

function Content(props: { file: RepositoryFile }) {
  const { content, encoding } = props.file;
  if (content === undefined) {
    return (
      <p>
        This file is too large to be shown. Clone the repository to read it.
      </p>
    );
  }
  if (encoding === 'base64') {
    return <p>This file is not text. Clone the repository to use it.</p>;
  }
  const lines = content.replace(/\n$/, '').split('\n');
  return (
    <pre className={styles.file} tabIndex={0} aria-label="Content of the file">
      <span className={styles.numbers} aria-hidden="true">
        {lines.map((_, index) => index + 1).join('\n')}
      </span>
      <code>{lines.join('\n')}</code>
    </pre>
  );
}

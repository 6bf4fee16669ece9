import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Changes } from '@stagedoor/plugin-releases-common';
import { Age } from '@stagedoor/ui-parts';
import { useState } from 'react';
import { nameVersion, shortCommit } from '../shared/VersionName';
import { releasesTranslationRef } from '../translation';
import styles from './changes.module.css';

const shownAtFirst = 5;

/** The commits and files that come with a version, or go with it when going back. */
export function ChangesList(props: { changes: Changes }) {
  const { changes } = props;
  const { direction, commits, commitCount, files, fileCount, from } = changes;
  const { t } = useTranslationRef(releasesTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? commits : commits.slice(0, shownAtFirst);
  return (
    <section className={styles.block}>
      <h3>
        {t(`changes.direction.${direction}`, {
          count: commitCount,
          from: from ? nameVersion(from) : '',
        })}
      </h3>
      {shown.length > 0 ? (
        <ul className={styles.commits}>
          {shown.map(commit => (
            <li key={commit.id}>
              <code title={commit.id}>{shortCommit(commit.id)}</code>
              <span>
                {commit.subject}
                <small>
                  {commit.author}, <Age at={commit.committedAt} />
                </small>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {commits.length > shown.length ? (
        <Button variant="tertiary" size="small" onPress={() => setWhole(true)}>
          {t('changes.allCommits', { shown: String(commits.length) })}
        </Button>
      ) : null}
      {isWhole && commitCount > commits.length ? (
        <p className={styles.rest}>
          {t('changes.moreCommits', { count: commitCount - commits.length })}
        </p>
      ) : null}
      {fileCount > 0 ? (
        <details className={styles.files}>
          <summary>{t('changes.files', { count: fileCount })}</summary>
          <ul>
            {files.map(file => (
              <li key={file.path}>
                <code>{file.path}</code>
                <small>
                  {t(`changes.file.${file.change}`)}
                  {file.added === undefined ? '' : ` +${file.added}`}
                  {file.removed === undefined ? '' : ` −${file.removed}`}
                </small>
              </li>
            ))}
          </ul>
          {fileCount > files.length ? (
            <p className={styles.rest}>
              {t('changes.moreFiles', { count: fileCount - files.length })}
            </p>
          ) : null}
        </details>
      ) : null}
    </section>
  );
}

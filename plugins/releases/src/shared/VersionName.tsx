import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Version } from '@stagedoor/plugin-releases-common';
import { CopyButton } from '@stagedoor/ui-parts';
import { releasesTranslationRef } from '../translation';
import styles from './shared.module.css';

/** The beginning of a commit id, as people say it. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

/** What people call a version: its tag or branch, or the beginning of its commit id. */
export function nameVersion(version: Version): string {
  const { label, commit } = version;
  return label === undefined || commit.startsWith(label)
    ? shortCommit(commit)
    : label;
}

/** A version: what it is called, and beside it the commit that it is. */
export function VersionName(props: {
  version: Version;
  /** Offers to copy the whole commit id. */
  canCopy?: boolean;
  /** Leaves the commit out where room is scarce; it is still there on hover. */
  isShort?: boolean;
}) {
  const { version, canCopy, isShort } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const name = nameVersion(version);
  const commit = shortCommit(version.commit);
  return (
    <span className={styles.version} title={version.commit}>
      <b>{name}</b>
      {name !== commit && !isShort ? <small>{commit}</small> : null}
      {canCopy ? (
        <CopyButton
          text={version.commit}
          label={t('shared.copyCommit', { commit })}
        />
      ) : null}
    </span>
  );
}

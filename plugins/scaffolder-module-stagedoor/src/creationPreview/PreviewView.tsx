import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Preview } from '@stagedoor/service-creation';
import { useState } from 'react';
import { serviceCreationTranslationRef } from '../translation';
import styles from './CreationPreview.module.css';
import { EntityList } from './EntityList';
import { FileContent } from './FileContent';
import { FileTree } from './FileTree';
import { formatBytes } from './formatBytes';

/** A preview: where the repository will be, its files, and what the catalog will show. */
export function PreviewView({ preview }: { preview: Preview }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  const [chosenPath, setChosenPath] = useState<string>();
  const { files, totalFiles, totalSize, repository } = preview;
  const chosen =
    files.find(({ path }) => path === chosenPath) ??
    files.find(({ path }) => path === 'README.md') ??
    files[0];
  return (
    <div className={styles.preview}>
      {repository && (
        <p className={styles.repository}>
          <span className={styles.fileFacts}>{t('preview.repository')}</span>
          <span className={styles.filePath}>{repository.url}</span>
        </p>
      )}
      <EntityList preview={preview} />
      <p className={styles.summary}>
        {t('preview.summary', {
          count: totalFiles,
          size: formatBytes(totalSize),
        })}
        {totalFiles > files.length &&
          ` ${t('preview.notShown', {
            shown: String(files.length),
            total: String(totalFiles),
          })}`}
      </p>
      {chosen ? (
        <div className={styles.files}>
          <FileTree
            files={files}
            chosen={chosen.path}
            onChoose={setChosenPath}
          />
          <FileContent file={chosen} />
        </div>
      ) : (
        <p className={styles.note}>{t('preview.nothing')}</p>
      )}
    </div>
  );
}

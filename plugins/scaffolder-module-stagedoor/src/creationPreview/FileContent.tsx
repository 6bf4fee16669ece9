import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PreviewFile } from '@stagedoor/service-creation';
import { serviceCreationTranslationRef } from '../translation';
import styles from './CreationPreview.module.css';
import { formatBytes } from './formatBytes';

/** What is in the chosen file. */
export function FileContent({ file }: { file: PreviewFile }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  return (
    <section className={styles.file} aria-label={file.path}>
      <header className={styles.fileHeader}>
        <span className={styles.filePath}>{file.path}</span>
        <span className={styles.fileFacts}>
          {formatBytes(file.size)}
          {file.executable && `, ${t('preview.executable')}`}
        </span>
      </header>
      <Body file={file} />
    </section>
  );
}

function Body({ file }: { file: PreviewFile }) {
  const { t } = useTranslationRef(serviceCreationTranslationRef);
  if (file.leftOut === 'binary') {
    return <p className={styles.note}>{t('preview.binary')}</p>;
  }
  if (file.content === undefined) {
    return <p className={styles.note}>{t('preview.tooLarge')}</p>;
  }
  if (file.content === '') {
    return <p className={styles.note}>{t('preview.empty')}</p>;
  }
  return (
    // It scrolls, so it must be reachable with the keyboard.
    <pre className={styles.code} tabIndex={0}>
      {file.content}
    </pre>
  );
}

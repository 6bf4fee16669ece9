import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiDownloadLine } from '@remixicon/react';
import { useState } from 'react';
import { releasesApiRef } from '../../api/releasesApiRef';
import styles from './LogPanel.module.css';
import { logTranslationRef } from './translation';

/** Saves the whole log as a file. It is asked for with the credentials of the page, which a plain link would not send. */
export function DownloadButton(props: { release: number }) {
  const { release } = props;
  const { t } = useTranslationRef(logTranslationRef);
  const api = useApi(releasesApiRef);
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');

  const download = async () => {
    setState('busy');
    try {
      save(await api.downloadLog(release), `release-${release}.log`);
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        disabled={state === 'busy'}
        onClick={download}
      >
        <RiDownloadLine size={16} aria-hidden className={styles.icon} />
        <span className={styles.word}>
          {t(state === 'busy' ? 'tools.downloading' : 'tools.download')}
        </span>
      </button>
      {state === 'failed' ? (
        <span role="alert" className={styles.failed}>
          {t('tools.downloadFailed')}
        </span>
      ) : null}
    </>
  );
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

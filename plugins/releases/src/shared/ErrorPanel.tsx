import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { releaseReadPermission } from '@stagedoor/plugin-releases-common';
import { DeniedState } from '@stagedoor/plugin-roles-react';
import { releasesTranslationRef } from '../translation';
import { describeError } from './describeError';
import styles from './shared.module.css';

/** Stands where something could not be read: why, and how to try again. Who may not read it learns why not. */
export function ErrorPanel(props: {
  /** What was being read, as the sentence begins: "The releases". */
  subject: string;
  error: unknown;
  onRetry: () => void;
}) {
  const { subject, error, onRetry } = props;
  const { t } = useTranslationRef(releasesTranslationRef);
  const { kind, message } = describeError(error);
  if (kind === 'denied') {
    return <DeniedState permission={releaseReadPermission} />;
  }
  return (
    <section role="alert" className={styles.failed}>
      <h3>{t('shared.failed', { subject })}</h3>
      <p>{kind === 'absent' ? t('shared.absent') : message}</p>
      <Button size="small" variant="secondary" onPress={onRetry}>
        {t('shared.retry')}
      </Button>
    </section>
  );
}

/** Says under a form why the backend refused, or above old facts that they could not be refreshed. */
export function ErrorNote(props: { error: unknown; lead?: string }) {
  const { error, lead } = props;
  return error === undefined ? null : (
    <p role="alert" className={styles.note}>
      {lead ? `${lead} ` : null}
      {describeError(error).message}
    </p>
  );
}

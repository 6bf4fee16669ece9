import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Permission } from '@backstage/plugin-permission-common';
import { Button } from '@backstage/ui';
import { DeniedState } from '@stagedoor/plugin-roles-react';
import { describeError } from './describeError';
import { NamedText } from './NamedText';
import { uiPartsTranslationRef } from './translation';
import styles from './parts.module.css';

/** Stands where something could not be read: why, and how to try again. Who may not read it learns why not. */
export function ErrorPanel(props: {
  /** What was being read, as the sentence begins: "The releases". */
  subject: string;
  error: unknown;
  /** What it takes to read it. */
  permission: Permission;
  onRetry: () => void;
}) {
  const { subject, error, permission, onRetry } = props;
  const { t } = useTranslationRef(uiPartsTranslationRef);
  const { kind, message } = describeError(error);
  if (kind === 'denied') {
    return <DeniedState permission={permission} />;
  }
  return (
    <section role="alert" className={styles.failed}>
      <h3>{t('failed', { subject })}</h3>
      <p>
        {kind === 'absent' ? t('absent') : <NamedText text={message} isPlain />}
      </p>
      <Button size="small" variant="secondary" onPress={onRetry}>
        {t('retry')}
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
      <NamedText text={describeError(error).message} isPlain />
    </p>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { uiPartsTranslationRef } from './translation';
import styles from './parts.module.css';

const confirmationMs = 2_000;

/** Copies a text and says so where the pointer already is. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const { t } = useTranslationRef(uiPartsTranslationRef);
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <ButtonIcon
      className={styles.copy}
      variant="tertiary"
      size="small"
      aria-label={isCopied ? t('copied') : label}
      icon={isCopied ? <RiCheckLine size={14} /> : <RiFileCopyLine size={14} />}
      onPress={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { uiPartsTranslationRef } from './translation';
import { useCopy } from './useCopy';
import styles from './parts.module.css';

/** Copies a text and says so where the pointer already is. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const { t } = useTranslationRef(uiPartsTranslationRef);
  const [isCopied, copy] = useCopy();
  return (
    <ButtonIcon
      className={styles.copy}
      variant="tertiary"
      size="small"
      aria-label={isCopied ? t('copied') : label}
      icon={isCopied ? <RiCheckLine size={14} /> : <RiFileCopyLine size={14} />}
      onPress={() => copy(text)}
    />
  );
}

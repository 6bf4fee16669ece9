import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { observabilityTranslationRef } from '../../translation';

const confirmationMilliseconds = 2_000;

/** Copies a text and says so where the pointer already is. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const { t } = useTranslationRef(observabilityTranslationRef);
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), confirmationMilliseconds);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <Button
      variant="secondary"
      size="small"
      aria-label={isCopied ? t('missing.copied') : label}
      iconStart={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      {isCopied ? t('missing.copied') : t('missing.copyShort')}
    </Button>
  );
}

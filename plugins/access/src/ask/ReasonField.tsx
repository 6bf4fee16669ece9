import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import type { AccessRule } from '@stagedoor/plugin-access-common';
import { accessTranslationRef } from '../translation';

/** Why it is wanted, with what the policy expects of it, and how much is missing. */
export function ReasonField(props: {
  rule: AccessRule | undefined;
  value: string;
  onChange: (reason: string) => void;
}) {
  const { rule, value, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const shortest = rule?.shortestReason ?? 1;
  const length = value.trim().length;
  const counter =
    length < shortest && shortest > 1
      ? t('ask.reasonShortest', {
          shortest: String(shortest),
          length: String(length),
        })
      : undefined;
  return (
    <TextAreaField
      label={t('ask.reason')}
      description={
        [rule?.reasonHint, counter].filter(Boolean).join(' · ') ||
        t('ask.reasonMeaning')
      }
      isRequired
      rows={2}
      maxLength={2000}
      value={value}
      onChange={onChange}
    />
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { ChoicePill } from '../shared/ChoicePill';
import { describeMinutes } from '../shared/describeMinutes';
import { accessTranslationRef } from '../translation';
import { offerDurations } from './offerDurations';
import styles from './ask.module.css';

/** How long access is wanted for, up to the most that is allowed. */
export function DurationChoice(props: {
  mostMinutes: number;
  value: number;
  onChange: (minutes: number) => void;
}) {
  const { mostMinutes, value, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const group = useId();
  const offered = offerDurations(mostMinutes);
  const choices =
    value < mostMinutes && !offered.includes(value)
      ? [...offered, value].toSorted((a, b) => a - b)
      : offered;
  return (
    <fieldset className={styles.field}>
      <legend>{t('ask.for')}</legend>
      <div className={styles.durations}>
        {choices.map(minutes => (
          <ChoicePill
            key={minutes}
            group={group}
            isChosen={minutes === value}
            onChoose={() => onChange(minutes)}
          >
            {minutes === mostMinutes
              ? t('ask.most', { duration: describeMinutes(minutes) })
              : describeMinutes(minutes)}
          </ChoicePill>
        ))}
      </div>
    </fieldset>
  );
}

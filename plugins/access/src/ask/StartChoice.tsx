import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { ChoicePill } from '../shared/ChoicePill';
import { toLocalInput } from '../shared/localTime';
import { MomentField } from '../shared/MomentField';
import { accessTranslationRef } from '../translation';
import styles from './ask.module.css';

/** Whether access starts with its approval or at a moment ahead, in the zone of the person, which is named. */
export function StartChoice(props: {
  value: string | undefined;
  onChange: (startsAt: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const group = useId();
  return (
    <fieldset className={styles.field}>
      <legend>{t('ask.starts')}</legend>
      <div className={styles.durations}>
        <ChoicePill
          group={group}
          isChosen={value === undefined}
          onChoose={() => onChange(undefined)}
        >
          {t('ask.now')}
        </ChoicePill>
        <ChoicePill
          group={group}
          isChosen={value !== undefined}
          onChoose={() => onChange(toLocalInput(nextHour()))}
        >
          {t('ask.later')}
        </ChoicePill>
        {value === undefined ? null : (
          <MomentField
            label={zone => t('ask.startsAt', { zone })}
            min={toLocalInput(new Date())}
            value={value}
            onChange={next => onChange(next || toLocalInput(nextHour()))}
          />
        )}
      </div>
    </fieldset>
  );
}

function nextHour(): Date {
  const at = new Date();
  at.setHours(at.getHours() + 1, 0, 0, 0);
  return at;
}

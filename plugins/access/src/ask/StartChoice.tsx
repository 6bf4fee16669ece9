import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { accessTranslationRef } from '../translation';
import { toLocalInput } from './Draft';
import styles from './ask.module.css';

/** Whether access starts with its approval or at a moment ahead, in the zone of the person, which is named. */
export function StartChoice(props: {
  value: string | undefined;
  onChange: (startsAt: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(accessTranslationRef);
  const name = useId();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <fieldset className={styles.field}>
      <legend>{t('ask.starts')}</legend>
      <div className={styles.durations}>
        <label className={styles.duration}>
          <input
            type="radio"
            name={name}
            checked={value === undefined}
            onChange={() => onChange(undefined)}
          />
          <span>{t('ask.now')}</span>
        </label>
        <label className={styles.duration}>
          <input
            type="radio"
            name={name}
            checked={value !== undefined}
            onChange={() => onChange(toLocalInput(nextHour()))}
          />
          <span>{t('ask.later')}</span>
        </label>
        {value === undefined ? null : (
          <span className={styles.moment}>
            <input
              type="datetime-local"
              aria-label={t('ask.startsAt', { zone })}
              min={toLocalInput(new Date())}
              value={value}
              onChange={event =>
                onChange(event.target.value || toLocalInput(nextHour()))
              }
            />
            <small>{zone}</small>
          </span>
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

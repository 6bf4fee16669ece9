import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId } from 'react';
import { ChoicePill } from '../shared/ChoicePill';
import { readLocalInput, toLocalInput } from '../shared/localTime';
import { MomentField } from '../shared/MomentField';
import { holdersTranslationRef } from './translation';
import styles from './holders.module.css';

/** Whether it is about now or about a moment in the past. */
export function MomentChoice(props: {
  value: Date | undefined;
  onChange: (at: Date | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(holdersTranslationRef);
  const group = useId();
  const now = new Date();
  return (
    <div role="group" aria-label={t('when')} className={styles.moment}>
      <ChoicePill
        group={group}
        isChosen={!value}
        onChoose={() => onChange(undefined)}
      >
        {t('isNow')}
      </ChoicePill>
      <ChoicePill
        group={group}
        isChosen={!!value}
        onChoose={() => onChange(anHourBefore(now))}
      >
        {t('isThen')}
      </ChoicePill>
      {value ? (
        <MomentField
          label={zone => t('moment', { zone })}
          max={toLocalInput(now)}
          value={toLocalInput(value)}
          onChange={text => onChange(readLocalInput(text) ?? value)}
        />
      ) : null}
    </div>
  );
}

function anHourBefore(now: Date): Date {
  return new Date(now.getTime() - 60 * 60_000);
}

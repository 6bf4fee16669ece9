import { describeMoment } from '@stagedoor/ui-parts';
import type { ReactNode } from 'react';
import { localZone, readLocalInput } from './localTime';
import styles from './moment.module.css';

/** Takes a date and a time in the zone of the person, and says in full which moment that is: clocks change. */
export function MomentField(props: {
  /** With the name of the zone. */
  label: (zone: string) => string;
  /** As the field has it. */
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
  /** After the moment in full. */
  children?: ReactNode;
}) {
  const { label, value, min, max, onChange, children } = props;
  const at = readLocalInput(value);
  return (
    <span className={styles.moment}>
      <input
        type="datetime-local"
        aria-label={label(localZone())}
        min={min}
        max={max}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
      {at ? (
        <small>
          {describeMoment(at)}
          {at.getTimezoneOffset() === 0
            ? null
            : ` (${at.toISOString().slice(11, 16)} UTC)`}
          {children}
        </small>
      ) : null}
    </span>
  );
}

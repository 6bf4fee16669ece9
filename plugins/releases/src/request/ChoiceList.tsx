import { Unseen } from '@stagedoor/ui-parts';
import { useId, type ReactNode } from 'react';
import styles from './request.module.css';

/** A list of which one is chosen: radio buttons, so the arrow keys move in it and screen readers count it. */
export function ChoiceList(props: {
  legend: string;
  choices: readonly { id: string; content: ReactNode }[];
  value: string | undefined;
  onChange: (id: string) => void;
}) {
  const { legend, choices, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend>
        <Unseen>{legend}</Unseen>
      </legend>
      {choices.map(choice => (
        <label key={choice.id} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={choice.id}
            checked={choice.id === value}
            onChange={() => onChange(choice.id)}
          />
          <span className={styles.choiceText}>{choice.content}</span>
        </label>
      ))}
    </fieldset>
  );
}

import { KeyboardEvent, useId } from 'react';
import { Persona } from './readSignInOptions';
import styles from './PersonaCard.module.css';

interface PersonaCardProps {
  persona: Persona;
  /** Whether this browser acted as this person last. */
  isLast: boolean;
  isBusy: boolean;
  isDisabled: boolean;
  onChoose(persona: Persona): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** One person to act as. */
export const PersonaCard = (props: PersonaCardProps) => {
  const { persona, isLast, isBusy, isDisabled, onChoose, onKeyDown } = props;
  const id = useId();
  return (
    <button
      type="button"
      className={styles.card}
      aria-labelledby={`${id}-name ${id}-team`}
      aria-describedby={`${id}-note`}
      aria-busy={isBusy}
      // Not `disabled`: that would drop the focus while the sign-in goes on, and lose it when it fails.
      aria-disabled={isDisabled}
      onKeyDown={onKeyDown}
      onClick={() => !isDisabled && onChoose(persona)}
    >
      <span className={styles.initials} aria-hidden="true">
        {initialsOf(persona.title)}
      </span>
      <span className={styles.text}>
        <span className={styles.first}>
          <span className={styles.name} id={`${id}-name`}>
            {persona.title}
          </span>
          {persona.team && (
            <span className={styles.team} id={`${id}-team`}>
              {persona.team}
            </span>
          )}
        </span>
        <span className={styles.note} id={`${id}-note`}>
          {isBusy ? 'Signing in…' : persona.note}
        </span>
        {isLast && <span className={styles.last}>You were here last</span>}
      </span>
    </button>
  );
};

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words[words.length - 1] : '']
    .map(word => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('en-US');
}

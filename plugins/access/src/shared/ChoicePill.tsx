import type { ReactNode } from 'react';
import styles from './moment.module.css';

/** One of a few things of which one is chosen, side by side. */
export function ChoicePill(props: {
  /** The same for all that exclude one another. */
  group: string;
  isChosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  const { group, isChosen, onChoose, children } = props;
  return (
    <label className={styles.choice}>
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
      <span>{children}</span>
    </label>
  );
}

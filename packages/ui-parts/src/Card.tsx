import { useId, type ReactNode } from 'react';
import styles from './Card.module.css';

/** A part of a page under its name. */
export function Card(props: {
  title: string;
  /** Beside the title. */
  more?: ReactNode;
  /** Something in it waits for the person. */
  isUrgent?: boolean;
  isBusy?: boolean;
  children: ReactNode;
}) {
  const { title, more, isUrgent, isBusy, children } = props;
  const titleId = useId();
  return (
    <section
      className={styles.card}
      aria-labelledby={titleId}
      aria-busy={isBusy}
      data-urgent={isUrgent || undefined}
    >
      <header className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        {more}
      </header>
      {children}
    </section>
  );
}

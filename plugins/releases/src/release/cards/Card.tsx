import { useId, type ReactNode } from 'react';
import styles from './cards.module.css';

/** A small part of the page under its name. */
export function Card(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

import type { ReactNode } from 'react';
import styles from './entity.module.css';

/** A term and what is known of it. Terms without a value are left out by the caller. */
export interface Fact {
  term: string;
  value: ReactNode;
}

/** Pairs of term and value, aligned. */
export const Facts = (props: { facts: readonly Fact[] }) => (
  <dl className={styles.facts}>
    {props.facts.map(fact => (
      <div key={fact.term} className={styles.fact}>
        <dt>{fact.term}</dt>
        <dd>{fact.value}</dd>
      </div>
    ))}
  </dl>
);

import type { ReactNode } from 'react';
import styles from './changes.module.css';

/** A few facts in a column; those that do not apply are left out. */
export function Facts(props: {
  facts: ({ term: string; value: ReactNode } | false | undefined | null)[];
}) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(fact =>
        fact ? (
          <div key={fact.term}>
            <dt>{fact.term}</dt>
            <dd>{fact.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

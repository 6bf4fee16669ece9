import type { ReactNode } from 'react';
import styles from './StackedTable.module.css';

/** A table whose lines become blocks on a phone. */
export function StackedTable(props: {
  label?: string;
  className?: string;
  /** `thead` and `tbody`. */
  children: ReactNode;
}) {
  const { label, className = '', children } = props;
  return (
    <table className={`${styles.table} ${className}`} aria-label={label}>
      {children}
    </table>
  );
}

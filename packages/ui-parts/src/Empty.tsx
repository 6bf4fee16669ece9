import type { ReactNode } from 'react';
import styles from './parts.module.css';

/** An empty view says what would be here, why it is not, and how to get it there. */
export function Empty(props: {
  title?: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { title, children, action } = props;
  return (
    <div className={styles.empty}>
      {title ? <h3>{title}</h3> : null}
      <div>{children}</div>
      {action}
    </div>
  );
}

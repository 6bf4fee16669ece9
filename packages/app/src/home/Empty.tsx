import type { ReactNode } from 'react';
import styles from './home.module.css';

/** An empty section says what would be here and how to get it there. */
export const Empty = (props: { children: ReactNode; action?: ReactNode }) => (
  <div className={styles.empty}>
    <p>{props.children}</p>
    {props.action}
  </div>
);

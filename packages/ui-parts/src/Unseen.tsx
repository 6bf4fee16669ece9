import type { ReactNode } from 'react';
import styles from './parts.module.css';

/** Words for those who do not see the page. */
export function Unseen(props: { children: ReactNode }) {
  return <span className={styles.unseen}>{props.children}</span>;
}

import type { ReactNode } from 'react';
import styles from './StatusPill.module.css';

/** The one status language: good, warning, bad, running, unknown; and idle, for what is over. */
export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'unk' | 'idle';

/** A status: always a word, its colour only beside it. Unknown is hatched, never green. */
export const StatusPill = (props: { tone: Tone; children: ReactNode }) => (
  <span className={styles.pill} data-tone={props.tone}>
    {props.children}
  </span>
);

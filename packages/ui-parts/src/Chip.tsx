import type { ReactNode } from 'react';
import styles from './Chip.module.css';

/** The one status language: good, waiting, bad, running, over or not begun, unknown. */
export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'idle' | 'unk';

/** A status: always a word, its colour only beside it. Unknown is hatched, never green. */
export function Chip(props: {
  tone: Tone;
  /** More about it, on hover. */
  title?: string;
  children: ReactNode;
}) {
  const { tone, title, children } = props;
  return (
    <span className={styles.chip} data-tone={tone} title={title}>
      <span className={styles.word}>{children}</span>
    </span>
  );
}

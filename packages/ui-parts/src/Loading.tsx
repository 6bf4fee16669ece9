import { Skeleton } from '@backstage/ui';
import { useEffect, useState } from 'react';
import styles from './parts.module.css';

/** Shorter waits than this show nothing: a flash is worse than a pause. */
const patienceMs = 200;

/** The shape of what is to come, with words for those who do not see it. */
export function Loading(props: { label: string; lines?: number }) {
  const { label, lines = 3 } = props;
  const [isVisible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label} className={styles.loading}>
      {isVisible
        ? Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} width={`${90 - line * 12}%`} height={16} />
          ))
        : null}
    </div>
  );
}

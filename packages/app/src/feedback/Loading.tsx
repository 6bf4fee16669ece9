import { useEffect, useState } from 'react';
import { Skeleton } from '@backstage/ui';
import styles from './feedback.module.css';

/** Shorter waits than this show nothing: a flash is worse than a pause. */
const patienceMs = 200;

/** The shape of a page to come. */
export const Loading = () => {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);

  return (
    <div className={styles.loading} role="status" aria-label="Loading">
      {visible ? (
        <>
          <Skeleton width="30%" height={22} />
          <Skeleton width="100%" height={120} />
          <Skeleton width="60%" height={18} />
        </>
      ) : null}
    </div>
  );
};

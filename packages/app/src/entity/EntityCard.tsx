import { useId, type ReactNode } from 'react';
import styles from './entity.module.css';

interface EntityCardProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

/** The frame of our own cards on an entity page. */
export const EntityCard = (props: EntityCardProps) => {
  const { title, action, children } = props;
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <div className={styles.cardHead}>
        <h3 id={titleId} className={styles.cardTitle}>
          {title}
        </h3>
        {action}
      </div>
      {children}
    </section>
  );
};

import { Link } from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import styles from './HomeCard.module.css';

/** The frame of our parts of the home page. */
export function HomeCard(props: {
  title: string;
  more?: { title: string; href?: string };
  isUrgent?: boolean;
  children: ReactNode;
}) {
  const { title, more, isUrgent, children } = props;
  const titleId = useId();
  return (
    <section
      className={styles.card}
      aria-labelledby={titleId}
      data-urgent={isUrgent || undefined}
    >
      <header className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        {more?.href ? (
          <Link href={more.href} variant="body-small">
            {more.title}
          </Link>
        ) : null}
      </header>
      {children}
    </section>
  );
}

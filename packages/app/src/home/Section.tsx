import { useId, type ReactNode } from 'react';
import { Button, Link, Skeleton } from '@backstage/ui';
import type { Loaded } from '../feedback/useLoad';
import styles from './home.module.css';

interface SectionProps<T> {
  title: string;
  /** The page with the whole of it. */
  more?: { title: string; href?: string };
  data: Loaded<T>;
  /** How many lines to draw while loading. */
  lines?: number;
  children: (value: T) => ReactNode;
}

/** One card of the home page, with its waiting and failing states. */
export function Section<T>(props: SectionProps<T>) {
  const { title, more, data, lines = 3, children } = props;
  const titleId = useId();
  return (
    <section
      className={styles.card}
      aria-labelledby={titleId}
      aria-busy={data.state === 'loading'}
    >
      <div className={styles.cardHead}>
        <h2 id={titleId} className={styles.cardTitle}>
          {title}
        </h2>
        {more?.href ? (
          <Link href={more.href} variant="body-small">
            {more.title}
          </Link>
        ) : null}
      </div>
      {data.state === 'loading' ? <Lines count={lines} /> : null}
      {data.state === 'failed' ? (
        <div className={styles.failed} role="alert">
          <p>This could not be loaded: {data.error.message}</p>
          <Button size="small" variant="secondary" onPress={data.retry}>
            Try again
          </Button>
        </div>
      ) : null}
      {data.state === 'ready' ? children(data.value) : null}
    </section>
  );
}

const Lines = (props: { count: number }) => (
  <div className={styles.lines} aria-hidden="true">
    {Array.from({ length: props.count }, (_, line) => (
      <Skeleton key={line} width={`${86 - line * 14}%`} height={16} />
    ))}
  </div>
);

import type { ReactNode } from 'react';
import { Button, Skeleton } from '@backstage/ui';
import { HomeCard } from '@stagedoor/ui-parts';
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
  return (
    <HomeCard title={title} more={more} isBusy={data.state === 'loading'}>
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
    </HomeCard>
  );
}

const Lines = (props: { count: number }) => (
  <div className={styles.lines} aria-hidden="true">
    {Array.from({ length: props.count }, (_, line) => (
      <Skeleton key={line} width={`${86 - line * 14}%`} height={16} />
    ))}
  </div>
);

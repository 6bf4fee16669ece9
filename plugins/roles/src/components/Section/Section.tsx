import { Button, Skeleton, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './Section.module.css';

/** Something that is being read from the backend, has been, or could not be. */
export interface Loadable<T> {
  loading: boolean;
  value?: T;
  error?: Error;
  retry(): void;
}

/** A titled panel. */
export function Section(props: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={styles.root} aria-labelledby={titleId}>
      <Text as="h2" variant="title-x-small" id={titleId}>
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}

/** Shows what was read, that it is being read, or why it could not be. */
export function Loaded<T>(props: {
  of: Loadable<T>;
  /** Completes "… could not be read" and "Reading …": "your roles". */
  what: string;
  children(value: T): ReactNode;
}) {
  const { of: loadable, what, children } = props;
  if (loadable.error) {
    return (
      <div className={styles.failure} role="alert">
        <Text as="p">
          It was not possible to read {what}: {loadable.error.message}
        </Text>
        <Button variant="secondary" onPress={loadable.retry}>
          Try again
        </Button>
      </div>
    );
  }
  if (loadable.value === undefined) {
    return (
      <div role="status" aria-label={`Reading ${what}`}>
        <Skeleton width="100%" height="4rem" />
      </div>
    );
  }
  return <>{children(loadable.value)}</>;
}

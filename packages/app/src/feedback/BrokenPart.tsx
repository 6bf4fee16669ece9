import { Button } from '@backstage/ui';
import styles from './feedback.module.css';

interface BrokenPartProps {
  /** The part of the platform that broke, by its title. */
  part?: string;
  error: Error;
  onRetry?: () => void;
}

/** Stands where a part of a page broke; the rest of the page goes on. */
export const BrokenPart = (props: BrokenPartProps) => {
  const { part, error, onRetry } = props;
  return (
    <section role="alert" className={styles.broken}>
      <h2 className={styles.brokenTitle}>
        {part ? `${part} could not be shown` : 'This part could not be shown'}
      </h2>
      <p className={styles.brokenText}>{error.message}</p>
      {onRetry ? (
        <Button variant="secondary" onPress={onRetry}>
          Try again
        </Button>
      ) : null}
    </section>
  );
};

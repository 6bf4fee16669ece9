import { Button, DialogTrigger, Popover, Text } from '@backstage/ui';
import { PermissionExplanation } from '../../hooks/usePermissionExplanation';
import { ExplanationText } from '../ExplanationText/ExplanationText';
import styles from './WhyNot.module.css';

/** Props of {@link WhyNot}. @public */
export interface WhyNotProps {
  /** What {@link usePermissionExplanation} answered. */
  answer: PermissionExplanation;
  /** What the person wanted, for those who hear the button out of its context: "Unregister payments-api". */
  subject: string;
  /** What is written on it. Defaults to "Why not?". */
  label?: string;
  isOpen?: boolean;
  onOpenChange?(isOpen: boolean): void;
}

/**
 * A small button that tells why something is not allowed. Shows nothing when it is allowed, or not yet known.
 *
 * @public
 */
export function WhyNot(props: WhyNotProps) {
  const { answer, subject, label = 'Why not?', isOpen, onOpenChange } = props;
  if (answer.status === 'loading' || answer.allowed) {
    return null;
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button
        variant="tertiary"
        size="small"
        aria-label={`${label} ${subject}`}
      >
        {label}
      </Button>
      <Popover
        className={styles.popover}
        aria-label={`${label} ${subject}`}
        placement="bottom"
      >
        {answer.status === 'failed' ? (
          <div className={styles.failure}>
            <Text as="p">
              Whether you may do this could not be checked:{' '}
              {answer.error.message}
            </Text>
            <Button variant="secondary" onPress={answer.retry}>
              Check again
            </Button>
          </div>
        ) : (
          <ExplanationText explanation={answer.explanation} />
        )}
      </Popover>
    </DialogTrigger>
  );
}

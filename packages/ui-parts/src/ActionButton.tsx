import { Button, type ButtonProps } from '@backstage/ui';
import { useId } from 'react';
import { NamedText } from './NamedText';
import styles from './parts.module.css';

/** Whether somebody may do something now, and if not, why. */
export type Allowed =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: string };

/**
 * A button for something that the person may or may not do now. If not, the reason stands beside it, and the button can
 * still be reached with the keyboard, so that everybody finds out that it is there, and why it does nothing.
 */
export function ActionButton(
  props: Omit<
    ButtonProps,
    'aria-disabled' | 'aria-describedby' | 'className' | 'isDisabled' | 'type'
  > & {
    allowed: Allowed;
    /** Leaves the reason out where it already stands beside another button; it is still read out. */
    isReasonHidden?: boolean;
  },
) {
  const { allowed, isReasonHidden, onPress, ...rest } = props;
  const reasonId = useId();
  const denied = allowed.allowed
    ? { onPress }
    : {
        'aria-disabled': true,
        'aria-describedby': reasonId,
        className: styles.denied,
      };
  return (
    <span className={styles.action}>
      <Button type="button" {...rest} {...denied} />
      {allowed.allowed ? null : (
        <span
          id={reasonId}
          className={isReasonHidden ? styles.unseen : styles.reason}
        >
          <NamedText text={allowed.reason} isPlain />
        </span>
      )}
    </span>
  );
}

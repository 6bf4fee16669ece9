import { Button, ButtonProps } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { ReactNode, useState } from 'react';
import { usePermissionExplanation } from '../../hooks/usePermissionExplanation';
import { WhyNot } from '../WhyNot/WhyNot';
import styles from './GuardedButton.module.css';

/** Props of {@link GuardedButton}. @public */
export interface GuardedButtonProps extends Omit<
  ButtonProps,
  'aria-disabled' | 'className'
> {
  /** What the button needs. */
  permission: Pick<Permission, 'name'>;
  /** What it acts on; an entity ref for permissions on entities. */
  resourceRef?: string;
  /** What the button does in plain text, if its children are not. */
  subject?: string;
}

/**
 * A button for something that needs a permission. Without the permission it stays where it is, does nothing, and says
 * why beside it.
 *
 * @public
 */
export function GuardedButton(props: GuardedButtonProps) {
  const { permission, resourceRef, subject, onPress, ...buttonProps } = props;
  const answer = usePermissionExplanation(permission, resourceRef);
  const [isExplained, setIsExplained] = useState(false);

  const denied: Partial<ButtonProps> = {
    // A submit button would still submit its form.
    type: 'button',
    'aria-disabled': true,
    className: styles.denied,
    onPress: () => setIsExplained(true),
  };
  return (
    // The same elements with and without permission, so that the answer does not take the focus away.
    <span className={styles.root}>
      <Button {...buttonProps} {...(answer.allowed ? { onPress } : denied)} />
      <WhyNot
        answer={answer}
        subject={subject ?? readText(buttonProps.children)}
        isOpen={isExplained}
        onOpenChange={setIsExplained}
      />
    </span>
  );
}

function readText(children: ReactNode): string {
  return typeof children === 'string' ? children : '';
}

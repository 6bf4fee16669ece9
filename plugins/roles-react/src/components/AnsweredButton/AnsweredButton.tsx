import { Button, ButtonProps } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { PermissionExplanation } from '../../hooks/usePermissionExplanation';
import { WhyNot } from '../WhyNot/WhyNot';
import styles from './AnsweredButton.module.css';

/** A button for whoever has the answer already: works if it is allowed, and otherwise only says why not. */
export function AnsweredButton(
  props: Omit<ButtonProps, 'aria-disabled' | 'className'> & {
    answer: PermissionExplanation;
    subject: string | undefined;
  },
) {
  const { answer, subject, onPress, ...buttonProps } = props;
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

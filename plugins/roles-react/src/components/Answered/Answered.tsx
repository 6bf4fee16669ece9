import { ButtonProps } from '@backstage/ui';
import { ReactElement, useState } from 'react';
import { PermissionExplanation } from '../../hooks/usePermissionExplanation';
import { WhyNot } from '../WhyNot/WhyNot';
import styles from './Answered.module.css';

/** What makes a button follow the answer. */
export type Guard = Pick<
  ButtonProps,
  'onPress' | 'type' | 'aria-disabled' | 'className'
>;

/** A button of any look for whoever has the answer already: works if it is allowed, and otherwise only says why not. */
export function Answered(props: {
  answer: PermissionExplanation;
  /** What the button does, in plain text. */
  subject: string;
  onPress: ButtonProps['onPress'];
  children(guard: Guard): ReactElement;
}) {
  const { answer, subject, onPress, children } = props;
  const [isExplained, setIsExplained] = useState(false);

  const denied: Guard = {
    // A submit button would still submit its form.
    type: 'button',
    'aria-disabled': true,
    className: styles.denied,
    onPress: () => setIsExplained(true),
  };
  return (
    // The same elements with and without permission, so that the answer does not take the focus away.
    <span className={styles.root}>
      {children(answer.allowed ? { onPress } : denied)}
      <WhyNot
        answer={answer}
        subject={subject}
        isOpen={isExplained}
        onOpenChange={setIsExplained}
      />
    </span>
  );
}

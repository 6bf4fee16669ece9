import { Button, ButtonProps } from '@backstage/ui';
import { ReactNode } from 'react';
import { PermissionExplanation } from '../../hooks/usePermissionExplanation';
import { Answered } from '../Answered/Answered';

/** The button of {@link Answered} with words on it. */
export function AnsweredButton(
  props: Omit<ButtonProps, 'aria-disabled' | 'className'> & {
    answer: PermissionExplanation;
    subject: string | undefined;
  },
) {
  const { answer, subject, onPress, ...buttonProps } = props;
  return (
    <Answered
      answer={answer}
      subject={
        subject ?? buttonProps['aria-label'] ?? readText(buttonProps.children)
      }
      onPress={onPress}
    >
      {guard => <Button {...buttonProps} {...guard} />}
    </Answered>
  );
}

function readText(children: ReactNode): string {
  return typeof children === 'string' ? children : '';
}

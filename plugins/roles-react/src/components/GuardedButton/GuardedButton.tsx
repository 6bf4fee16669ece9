import { Permission } from '@backstage/plugin-permission-common';
import { ButtonProps } from '@backstage/ui';
import { usePermissionExplanation } from '../../hooks/usePermissionExplanation';
import { AnsweredButton } from '../AnsweredButton/AnsweredButton';

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
  const { permission, resourceRef, subject, ...buttonProps } = props;
  const answer = usePermissionExplanation(permission, resourceRef);
  return <AnsweredButton {...buttonProps} answer={answer} subject={subject} />;
}

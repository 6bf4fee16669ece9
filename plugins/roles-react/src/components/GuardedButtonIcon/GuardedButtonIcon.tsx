import { ButtonIcon, ButtonIconProps } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { usePermissionExplanation } from '../../hooks/usePermissionExplanation';
import { Answered } from '../Answered/Answered';

/** Props of {@link GuardedButtonIcon}. @public */
export interface GuardedButtonIconProps extends Omit<
  ButtonIconProps,
  'aria-disabled' | 'className' | 'aria-label'
> {
  /** What the button needs. */
  permission: Pick<Permission, 'name'>;
  /** What it acts on; an entity ref for permissions on entities. */
  resourceRef?: string;
  /** What it does, for those who do not see its picture. */
  'aria-label': string;
}

/**
 * The guarded button with a picture instead of words.
 *
 * @public
 */
export function GuardedButtonIcon(props: GuardedButtonIconProps) {
  const { permission, resourceRef, onPress, ...buttonProps } = props;
  const answer = usePermissionExplanation(permission, resourceRef);
  return (
    <Answered
      answer={answer}
      subject={buttonProps['aria-label']}
      onPress={onPress}
    >
      {guard => <ButtonIcon {...buttonProps} {...guard} />}
    </Answered>
  );
}

import { ButtonLink, ButtonLinkProps } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import { usePermissionExplanation } from '../../hooks/usePermissionExplanation';
import { AnsweredButton } from '../AnsweredButton/AnsweredButton';

/** Props of {@link GuardedButtonLink}. @public */
export interface GuardedButtonLinkProps extends Pick<
  ButtonLinkProps,
  | 'variant'
  | 'size'
  | 'iconStart'
  | 'iconEnd'
  | 'children'
  | 'className'
  | 'aria-label'
> {
  href: string;
  /** What one needs at the other end. */
  permission: Pick<Permission, 'name'>;
  resourceRef?: string;
  /** Where it leads in plain text, if its children are not. */
  subject?: string;
}

/**
 * A link that looks like a button, to where only those with a permission can do anything. Everybody else is told here
 * and not there.
 *
 * @public
 */
export function GuardedButtonLink(props: GuardedButtonLinkProps) {
  const { permission, resourceRef, subject, href, className, ...look } = props;
  const answer = usePermissionExplanation(permission, resourceRef);
  return answer.allowed ? (
    <ButtonLink {...look} href={href} className={className} />
  ) : (
    <AnsweredButton {...look} answer={answer} subject={subject} />
  );
}

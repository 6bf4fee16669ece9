import { Permission } from '@backstage/plugin-permission-common';
import { ReactNode } from 'react';
import { usePermissionExplanation } from '../../hooks/usePermissionExplanation';
import { DeniedPanel } from '../DeniedState/DeniedState';

/** Props of {@link PermissionGate}. @public */
export interface PermissionGateProps {
  permission: Pick<Permission, 'name'>;
  resourceRef?: string;
  children: ReactNode;
}

/**
 * Shows its children to those who may see them, and to everybody else why not.
 *
 * @public
 */
export function PermissionGate(props: PermissionGateProps) {
  const answer = usePermissionExplanation(props.permission, props.resourceRef);
  return answer.allowed ? (
    <>{props.children}</>
  ) : (
    <DeniedPanel answer={answer} />
  );
}

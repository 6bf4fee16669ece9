import { Permission } from '@backstage/plugin-permission-common';
import {
  usePermissionExplanation,
  WhyNot,
} from '@stagedoor/plugin-roles-react';

/** Stands where a hidden button would, for those from whom it is hidden; shows nothing to others. */
export function HiddenButtonExplanation(props: {
  permission: Permission;
  label: string;
}) {
  const answer = usePermissionExplanation(props.permission);
  return <WhyNot answer={answer} label={props.label} subject="" />;
}

export { rolesApiRef } from './api/rolesApiRef';
export {
  usePermissionExplanation,
  type PermissionExplanation,
} from './hooks/usePermissionExplanation';
export {
  GuardedButton,
  type GuardedButtonProps,
} from './components/GuardedButton/GuardedButton';
export {
  GuardedButtonIcon,
  type GuardedButtonIconProps,
} from './components/GuardedButtonIcon/GuardedButtonIcon';
export {
  GuardedButtonLink,
  type GuardedButtonLinkProps,
} from './components/GuardedButtonLink/GuardedButtonLink';
export {
  DeniedState,
  type DeniedStateProps,
} from './components/DeniedState/DeniedState';
export {
  PermissionGate,
  type PermissionGateProps,
} from './components/PermissionGate/PermissionGate';
export { WhyNot, type WhyNotProps } from './components/WhyNot/WhyNot';
export { ExplanationText } from './components/ExplanationText/ExplanationText';

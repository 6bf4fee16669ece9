import { Button } from '@backstage/ui';
import {
  RiGithubFill,
  RiGitlabFill,
  RiShieldKeyholeLine,
} from '@remixicon/react';
import { Provider, ProviderId } from './readSignInOptions';
import styles from './ProviderButtons.module.css';

const ICONS: Record<ProviderId, JSX.Element> = {
  oidc: <RiShieldKeyholeLine />,
  github: <RiGithubFill />,
  gitlab: <RiGitlabFill />,
};

interface ProviderButtonsProps {
  providers: Provider[];
  /** Whether signing in with an account is what this page is for. */
  isProminent: boolean;
  busyId?: ProviderId;
  isDisabled: boolean;
  onChoose(provider: Provider): void;
}

/** The identity providers that real accounts sign in with; each opens a window of its own. */
export const ProviderButtons = (props: ProviderButtonsProps) => {
  const { providers, isProminent, busyId, isDisabled, onChoose } = props;
  return (
    <div className={styles.providers}>
      {providers.map((provider, index) => (
        <Button
          key={provider.id}
          className={styles.button}
          variant={isProminent && index === 0 ? 'primary' : 'secondary'}
          iconStart={ICONS[provider.id]}
          isDisabled={isDisabled}
          onPress={() => onChoose(provider)}
        >
          Sign in with {provider.title}
        </Button>
      ))}
      <p className={styles.hint} role="status">
        {busyId && 'Go on in the window that has opened.'}
      </p>
    </div>
  );
};

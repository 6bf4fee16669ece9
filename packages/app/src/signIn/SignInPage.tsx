import { useState } from 'react';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Button, Text } from '@backstage/ui';
import { BrandPanel } from './BrandPanel';
import { PersonaList } from './PersonaList';
import { ProblemNotice } from './ProblemNotice';
import { ProviderButtons } from './ProviderButtons';
import { RestoringNotice } from './RestoringNotice';
import { SignInOptions, readSignInOptions } from './readSignInOptions';
import { useSignInFlow } from './useSignInFlow';
import styles from './SignInPage.module.css';

/** Where somebody who has no session in this tab says who they are. */
export const SignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const config = useApi(configApiRef);
  const [options] = useState(() => readSignInOptions(config));
  const { flow, state } = useSignInFlow(options, onSignInSuccess);

  if (state.status === 'restoring') {
    return <RestoringNotice choice={state.choice} />;
  }

  const { people, providers } = options;
  const busy = state.status === 'signing-in' ? state.choice : undefined;
  return (
    <div className={styles.page}>
      <BrandPanel evaluation={people.length > 0} />
      <main className={styles.main}>
        <div className={styles.content}>
          <header className={styles.heading}>
            <Text as="h1" variant="title-medium" weight="bold">
              {title(options)}
            </Text>
            <Text as="p" variant="body-medium" color="secondary">
              {explanation(options)}
            </Text>
          </header>

          {state.problem && (
            <ProblemNotice
              problem={state.problem}
              retryAt={state.status === 'waiting' ? state.retryAt : undefined}
              actions={
                state.status === 'waiting' && (
                  <>
                    <Button
                      size="small"
                      variant="secondary"
                      onPress={() => flow.tryNow()}
                    >
                      Try now
                    </Button>
                    <Button
                      size="small"
                      variant="tertiary"
                      onPress={() => flow.giveUp()}
                    >
                      Cancel
                    </Button>
                  </>
                )
              }
            />
          )}

          {people.length > 0 && (
            <PersonaList
              people={people}
              busyUser={
                busy?.kind === 'persona' ? busy.persona.user : undefined
              }
              isDisabled={busy !== undefined}
              onChoose={persona => flow.choose({ kind: 'persona', persona })}
            />
          )}
          {people.length > 0 && providers.length > 0 && (
            <div className={styles.divider}>or with your own account</div>
          )}
          {providers.length > 0 && (
            <ProviderButtons
              providers={providers}
              isProminent={people.length === 0}
              busyId={busy?.kind === 'provider' ? busy.provider.id : undefined}
              isDisabled={busy !== undefined}
              onChoose={provider => flow.choose({ kind: 'provider', provider })}
            />
          )}
        </div>
      </main>
    </div>
  );
};

function title({ people, organization }: SignInOptions): string {
  if (people.length > 0) {
    return 'Who are you today?';
  }
  return organization ? `Sign in to ${organization}` : 'Sign in';
}

function explanation({ people, providers, organization }: SignInOptions) {
  if (people.length > 0) {
    return `Act as anybody at ${
      organization ?? 'the example organisation'
    }. Every browser tab can be another person: ask for something in one, approve it in the next.`;
  }
  if (providers.length > 0) {
    return 'Use the account you have at work.';
  }
  return 'No way to sign in is configured. The platform team adds one under auth.providers.';
}

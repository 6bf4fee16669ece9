import { useEffect, useState, useSyncExternalStore } from 'react';
import {
  IdentityApi,
  discoveryApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import { AccountIdentity } from './AccountIdentity';
import { PersonaIdentity } from './PersonaIdentity';
import { providerApiRefs } from './providerApiRefs';
import { Provider, SignInOptions } from './readSignInOptions';
import { SignInFlow } from './SignInFlow';

/** The flow of signing in at this page, and the state it is in. */
export function useSignInFlow(
  options: SignInOptions,
  onSignInSuccess: (identity: IdentityApi) => void,
) {
  const discoveryApi = useApi(discoveryApiRef);
  const apis = useApiHolder();
  const [flow] = useState(() => {
    const getAccountApi = (provider: Provider) => {
      const api = apis.get(providerApiRefs[provider.id]);
      if (!api) {
        throw new NotImplementedError(
          `The app has no API that signs in with ${provider.title}`,
        );
      }
      return api;
    };
    return new SignInFlow(
      options,
      {
        actAs: ({ user }) => PersonaIdentity.create({ user, discoveryApi }),
        signIn: async provider =>
          AccountIdentity.signIn(getAccountApi(provider)),
        restore: async provider =>
          AccountIdentity.restore(getAccountApi(provider)),
      },
      onSignInSuccess,
    );
  });
  const state = useSyncExternalStore(flow.subscribe, flow.getState);

  useEffect(() => {
    flow.start();
    return () => flow.stop();
  }, [flow]);

  return { flow, state };
}

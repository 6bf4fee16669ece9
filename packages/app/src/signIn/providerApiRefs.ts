import {
  ApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
} from '@backstage/frontend-plugin-api';
import { AccountApi } from './AccountIdentity';
import { oidcAuthApiRef } from './oidcAuthApi';
import { ProviderId } from './readSignInOptions';

/** The API that signs in with each provider. */
export const providerApiRefs: Record<ProviderId, ApiRef<AccountApi>> = {
  oidc: oidcAuthApiRef,
  github: githubAuthApiRef,
  gitlab: gitlabAuthApiRef,
};

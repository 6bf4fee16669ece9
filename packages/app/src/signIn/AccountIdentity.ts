import {
  BackstageIdentityApi,
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/frontend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { forgetProvider } from './rememberedChoice';

/** What signing in with a real account needs of a provider's API. */
export type AccountApi = BackstageIdentityApi & ProfileInfoApi & SessionApi;

/** The identity of somebody signed in with an account of an identity provider. */
export class AccountIdentity implements IdentityApi {
  /** Opens the provider's window; to be called from a click, or the browser blocks it. */
  static async signIn(api: AccountApi): Promise<AccountIdentity> {
    const response = await api.getBackstageIdentity({ instantPopup: true });
    if (!response) {
      throw new AuthenticationError(
        'The provider has no sign-in resolver: the platform team must configure signIn.resolvers for it',
      );
    }
    return new AccountIdentity(api, response.identity);
  }

  /** Takes up the session that the browser still holds, without asking anybody. */
  static async restore(api: AccountApi): Promise<AccountIdentity | undefined> {
    const response = await api.getBackstageIdentity({ optional: true });
    return response && new AccountIdentity(api, response.identity);
  }

  private constructor(
    private readonly api: AccountApi,
    private readonly identity: BackstageUserIdentity,
  ) {}

  async getProfileInfo() {
    return (await this.api.getProfile()) ?? {};
  }

  async getBackstageIdentity() {
    return this.identity;
  }

  async getCredentials() {
    const response = await this.api.getBackstageIdentity();
    return { token: response?.token };
  }

  async signOut() {
    forgetProvider();
    await this.api.signOut();
  }
}

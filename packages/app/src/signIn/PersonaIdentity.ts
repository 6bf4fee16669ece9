import { DiscoveryApi, IdentityApi } from '@backstage/frontend-plugin-api';
import { readTokenLifetime } from './readTokenLifetime';
import { PersonaSession, fetchPersonaSession } from './personaSession';
import { forgetPersona } from './rememberedChoice';

/** A token is renewed this long before it expires, or at half its life where that is shorter. */
const RENEWAL_MARGIN_MS = 5 * 60_000;

interface HeldSession {
  session: PersonaSession;
  renewAt: number;
  expiresAt: number;
}

/**
 * The identity of a tab that acts as a persona.
 *
 * Callers that need a new token at the same moment share one request for it. A token that is still
 * valid is used while the platform cannot renew it.
 */
export class PersonaIdentity implements IdentityApi {
  static async create(options: {
    user: string;
    discoveryApi: DiscoveryApi;
    now?: () => number;
  }): Promise<PersonaIdentity> {
    const identity = new PersonaIdentity(
      options.user,
      options.discoveryApi,
      options.now ?? Date.now,
    );
    await identity.getSession();
    return identity;
  }

  private readonly abort = new AbortController();
  private held?: HeldSession;
  private renewal?: Promise<PersonaSession>;

  private constructor(
    private readonly user: string,
    private readonly discoveryApi: DiscoveryApi,
    private readonly now: () => number,
  ) {}

  async getProfileInfo() {
    const { profile } = await this.getSession();
    return profile;
  }

  async getBackstageIdentity() {
    const { backstageIdentity } = await this.getSession();
    return backstageIdentity.identity;
  }

  async getCredentials() {
    const { backstageIdentity } = await this.getSession();
    return { token: backstageIdentity.token };
  }

  async signOut() {
    forgetPersona();
    this.abort.abort();
    this.held = undefined;
  }

  private async getSession(): Promise<PersonaSession> {
    this.abort.signal.throwIfAborted();
    if (this.held && this.now() < this.held.renewAt) {
      return this.held.session;
    }
    this.renewal ??= this.renew().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async renew(): Promise<PersonaSession> {
    try {
      const session = await fetchPersonaSession({
        user: this.user,
        discoveryApi: this.discoveryApi,
        signal: this.abort.signal,
      });
      const lifetime = readTokenLifetime(session.backstageIdentity.token);
      const expiresAt = this.now() + lifetime;
      this.held = {
        session,
        expiresAt,
        renewAt: expiresAt - Math.min(RENEWAL_MARGIN_MS, lifetime / 2),
      };
      return session;
    } catch (error) {
      if (this.held && this.now() < this.held.expiresAt) {
        return this.held.session;
      }
      throw error;
    }
  }
}

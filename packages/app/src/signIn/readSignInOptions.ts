import { ConfigApi } from '@backstage/frontend-plugin-api';

/** The providers with which real accounts sign in, in the order in which they are offered. */
export const PROVIDER_IDS = ['oidc', 'github', 'gitlab'] as const;

export type ProviderId = (typeof PROVIDER_IDS)[number];

const DEFAULT_TITLES: Record<ProviderId, string> = {
  oidc: 'Single sign-on',
  github: 'GitHub',
  gitlab: 'GitLab',
};

/** A person of the example organisation that anybody may act as. */
export interface Persona {
  user: string;
  title: string;
  note?: string;
  team?: string;
}

export interface Provider {
  id: ProviderId;
  title: string;
}

/** What the sign-in page has to offer. */
export interface SignInOptions {
  organization?: string;
  people: Persona[];
  providers: Provider[];
}

/** Reads what can be signed in with from the part of the configuration that the browser may see. */
export function readSignInOptions(config: ConfigApi): SignInOptions {
  return {
    organization: config.getOptionalString('organization.name'),
    people: (
      config.getOptionalConfigArray('auth.providers.persona.people') ?? []
    ).map(person => ({
      user: person.getString('user'),
      title: person.getString('title'),
      note: person.getOptionalString('note'),
      team: person.getOptionalString('team'),
    })),
    providers: PROVIDER_IDS.filter(id =>
      config.has(`auth.providers.${id}`),
    ).map(id => ({ id, title: readProviderTitle(config, id) })),
  };
}

/** What people call a provider. */
export function readProviderTitle(config: ConfigApi, id: ProviderId): string {
  return config.getOptionalString(`signIn.titles.${id}`) ?? DEFAULT_TITLES[id];
}

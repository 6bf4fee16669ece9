import { DiscoveryApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

const TIMEOUT_MS = 15_000;

const sessionSchema = z.object({
  profile: z.object({
    displayName: z.string().optional(),
    email: z.string().optional(),
    picture: z.string().optional(),
  }),
  backstageIdentity: z.object({
    token: z.string(),
    expiresInSeconds: z.number().positive().optional(),
    identity: z.object({
      type: z.literal('user'),
      userEntityRef: z.string(),
      ownershipEntityRefs: z.array(z.string()),
    }),
  }),
});

/** What the platform answers to somebody who acts as a persona. */
export type PersonaSession = z.output<typeof sessionSchema>;

/** Obtains a session of the person from the platform. */
export async function fetchPersonaSession(options: {
  user: string;
  discoveryApi: DiscoveryApi;
  signal: AbortSignal;
}): Promise<PersonaSession> {
  const { user, discoveryApi, signal } = options;
  const baseUrl = await discoveryApi.getBaseUrl('auth');
  // Plain fetch: the app's own waits for an identity, which is what is being obtained here.
  const response = await fetch(`${baseUrl}/persona/refresh`, {
    headers: { 'x-stagedoor-persona': user },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return sessionSchema.parse(await response.json());
}

import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { InputError, NotAllowedError } from '@backstage/errors';
import { isOwnHost } from './isOwnHost';
import { normalizeUserRef } from './normalizeUserRef';
import { Persona, PersonaConfig } from './readPersonaConfig';

/**
 * The header that names the person to act as.
 *
 * A page of another site cannot send it: a header of one's own makes the browser ask first, and
 * nothing answers that question for foreign origins.
 */
export const PERSONA_HEADER = 'x-stagedoor-persona';

/** Accepts a request that names one of the listed people. */
export function createPersonaAuthenticator(config: PersonaConfig) {
  const people = new Map(config.people.map(person => [person.user, person]));
  return createProxyAuthenticator({
    initialize() {},
    defaultProfileTransform: async (person: Persona) => ({
      profile: { displayName: person.title },
    }),
    async authenticate({ req }) {
      // Express's own `hostname` may come from X-Forwarded-Host, which a page can set.
      if (!isOwnHost(req.get('host'), config.hostNames)) {
        throw new NotAllowedError(
          `Persona sign-in answers only under the host names of app.baseUrl and backend.baseUrl, an IP address or localhost`,
        );
      }
      const wanted = req.header(PERSONA_HEADER)?.trim();
      if (!wanted) {
        throw new InputError(
          `The header ${PERSONA_HEADER} is missing: send the person to act as, for example '${PERSONA_HEADER}: ${config.people[0].user}'`,
        );
      }
      const person = people.get(normalizeUserRef(wanted) ?? '');
      if (!person) {
        throw new NotAllowedError(
          `The person named by the header ${PERSONA_HEADER} is not listed under auth.providers.persona.people`,
        );
      }
      return { result: person };
    },
  });
}

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { createPersonaAuthenticator } from './createPersonaAuthenticator';
import { readPersonaConfig } from './readPersonaConfig';
import { signInPersona } from './signInPersona';

/**
 * Adds persona sign-in, the provider `persona`, to the auth plugin.
 *
 * Does nothing unless `auth.providers.persona` is configured, and then fails the start unless
 * `stagedoor.mode` is `evaluation`.
 *
 * @public
 */
export const authModulePersonaProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'persona-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        // Read here and not in the factory: the auth plugin only warns about a provider whose
        // factory fails when it runs in development, and this must never be a warning.
        const persona = readPersonaConfig(config);
        if (!persona) {
          return;
        }
        logger.warn(
          `Persona sign-in is on: anybody who reaches this address may act as one of ${persona.people.length} people`,
        );
        providers.registerProvider({
          providerId: 'persona',
          factory: createProxyAuthProviderFactory({
            authenticator: createPersonaAuthenticator(persona),
            signInResolver: signInPersona,
          }),
        });
      },
    });
  },
});

import { pluginTokenHandlerDecoratorServiceRef } from '@backstage/backend-defaults/auth';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { RememberedPluginTokens } from './RememberedPluginTokens';

/** Has each plugin remember for a moment the tokens that it sends to others and has from them. */
export const pluginTokens = createServiceFactory({
  service: pluginTokenHandlerDecoratorServiceRef,
  deps: {},
  factory: () => handler => new RememberedPluginTokens(handler),
});

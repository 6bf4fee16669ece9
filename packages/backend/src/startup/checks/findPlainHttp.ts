import { isLoopback } from '../isLoopback';
import { Check } from '../Finding';

/** Addresses over which passwords and tokens would travel unencrypted. */
export const findPlainHttp: Check = config =>
  ['app.baseUrl', 'backend.baseUrl']
    .filter(key => {
      const value = config.getOptionalString(key);
      if (!value || !URL.canParse(value)) {
        return false;
      }
      const { protocol, hostname } = new URL(value);
      return protocol === 'http:' && !isLoopback(hostname);
    })
    .map(key => ({
      key,
      says: 'is plain http: sessions and tokens travel unencrypted; put the platform behind https.',
    }));

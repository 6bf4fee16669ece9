import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { AccessProvider } from './AccessProvider';
import { BastionAuthority } from './BastionAuthority';

/** Where providers are added. @public */
export interface AccessExtensionPoint {
  /** @throws if there is a provider of the same id */
  addProvider(provider: AccessProvider): void;
  /** @throws if there is one already */
  setBastionAuthority(authority: BastionAuthority): void;
}

/** Extension point of the plugin `access`. @public */
export const accessExtensionPoint = createExtensionPoint<AccessExtensionPoint>({
  id: 'access.providers',
});

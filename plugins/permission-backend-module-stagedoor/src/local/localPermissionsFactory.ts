import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ServerPermissionClient } from '@backstage/plugin-permission-node';
import { LocalPermissions } from './LocalPermissions';
import { localPolicyServiceRef } from './localPolicyServiceRef';

/** Permissions that are decided in this process where its policy can decide them, and else over the network. */
export const localPermissionsFactory = createServiceFactory({
  service: coreServices.permissions,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
    policy: localPolicyServiceRef,
  },
  factory({ auth, config, discovery, policy }) {
    const network = ServerPermissionClient.fromConfig(config, {
      auth,
      discovery,
    });
    // Where permissions are off, everything is allowed without asking anybody.
    return config.getOptionalBoolean('permission.enabled')
      ? new LocalPermissions({ auth, network, policy })
      : network;
  },
});

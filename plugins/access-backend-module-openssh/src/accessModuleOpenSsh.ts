import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { accessExtensionPoint } from '@stagedoor/plugin-access-node';
import { openAuthorities } from './authorities/openAuthorities';
import { readOpenSshConfig } from './config';
import { OpenSshBastionAuthority } from './OpenSshBastionAuthority';
import { OpenSshProvider } from './OpenSshProvider';
import { RevocationListCheck } from './revocations/RevocationListCheck';
import { RevocationLists } from './revocations/RevocationLists';

/** Lets the access plugin issue certificates for OpenSSH. */
export const accessModuleOpenSsh = createBackendModule({
  pluginId: 'access',
  moduleId: 'openssh',
  register(env) {
    env.registerInit({
      deps: {
        access: accessExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ access, config, logger }) {
        const { caFolder, agentSocket, bastions } = readOpenSshConfig(config);
        const authorities = await openAuthorities({
          caFolder,
          agentSocket,
          logger,
        });
        const now = () => new Date();
        access.setBastionAuthority(
          new OpenSshBastionAuthority({
            authorities,
            bastions,
            now,
            revocationLists: new RevocationLists({
              check: new RevocationListCheck({
                signer: authorities['bastion-users'].signer,
              }),
              logger,
              now,
            }),
          }),
        );
        access.addProvider(new OpenSshProvider());
      },
    });
  },
});

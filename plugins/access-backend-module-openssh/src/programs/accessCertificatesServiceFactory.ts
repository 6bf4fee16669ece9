import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { accessCertificatesServiceRef } from '@stagedoor/plugin-access-node';
import { CertificateAuthorities } from '../authorities/CertificateAuthority';
import { openAuthorities } from '../authorities/openAuthorities';
import { readOpenSshConfig } from '../config';
import { ProgramCertificates } from './ProgramCertificates';

/**
 * Lets plugins have certificates for their programs.
 *
 * @public
 */
export const accessCertificatesServiceFactory = createServiceFactory({
  service: accessCertificatesServiceRef,
  deps: {
    auditor: coreServices.auditor,
    config: coreServices.rootConfig,
    logger: coreServices.logger,
    plugin: coreServices.pluginMetadata,
  },
  factory({ auditor, config, logger, plugin }) {
    const { caFolder, agentSocket, platformAddresses } =
      readOpenSshConfig(config);
    let opening: Promise<CertificateAuthorities> | undefined;
    return new ProgramCertificates({
      auditor,
      platformAddresses,
      program: plugin.getId(),
      now: () => new Date(),
      // Plugins that only might need them do not wait for keys, and what failed is tried again.
      authorities: async () => {
        opening ??= openAuthorities({ caFolder, agentSocket, logger });
        try {
          return await opening;
        } catch (error) {
          opening = undefined;
          throw error;
        }
      },
    });
  },
});

/**
 * Enforces grants of the access plugin with certificates for OpenSSH, and issues such certificates to programs of the
 * platform.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { accessModuleOpenSsh } from './accessModuleOpenSsh';
import { accessCertificatesServiceFactory } from './programs/accessCertificatesServiceFactory';

/** The module, and the service that other plugins get certificates from. @public */
export default createBackendFeatureLoader({
  loader: () => [accessModuleOpenSsh, accessCertificatesServiceFactory],
});

import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Askers } from '../permissions/Askers';
import { AccessService } from '../service/AccessService';
import { registerCommandActions } from './registerCommandActions';
import { registerReadActions } from './registerReadActions';

/**
 * Offers to agents and automation what people do over REST, with the same permissions. Certificates are not among it:
 * they are for people in person.
 */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: AccessService;
}): void {
  registerReadActions(options);
  registerCommandActions(options);
}

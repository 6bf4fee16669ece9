import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { ReleaseAccess } from '../permissions/ReleaseAccess';
import { ReleaseService } from '../service/ReleaseService';
import { registerCommandActions } from './registerCommandActions';
import { registerReadActions } from './registerReadActions';

/** Offers to agents and automation what people do over REST, with the same permissions. */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  access: ReleaseAccess;
  service: ReleaseService;
}): void {
  registerReadActions(options);
  registerCommandActions(options);
}

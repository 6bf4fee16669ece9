import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { Askers } from '../permissions/Askers';
import { ReleaseService } from '../service/ReleaseService';
import { registerCommandActions } from './registerCommandActions';
import { registerReadActions } from './registerReadActions';

/** Offers to agents and automation what people do over REST, with the same permissions. */
export function registerActions(options: {
  actionsRegistry: ActionsRegistryService;
  askers: Askers;
  service: ReleaseService;
}): void {
  registerReadActions(options);
  registerCommandActions(options);
}

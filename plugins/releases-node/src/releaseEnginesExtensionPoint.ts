import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { ReleaseEngine } from './ReleaseEngine';

/** Where engines are added. @public */
export interface ReleaseEnginesExtensionPoint {
  /** @throws if there is an engine of the same id */
  addEngine(engine: ReleaseEngine): void;
}

/** Extension point of the plugin `releases`. @public */
export const releaseEnginesExtensionPoint =
  createExtensionPoint<ReleaseEnginesExtensionPoint>({
    id: 'releases.engines',
  });

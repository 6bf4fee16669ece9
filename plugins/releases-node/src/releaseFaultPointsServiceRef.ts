import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/**
 * Named points of a run at which a fault harness kills or freezes the process.
 *
 * @public
 */
export interface ReleaseFaultPoints {
  reach(point: string): Promise<void>;
}

/** Does nothing unless a test replaces it. @public */
export const releaseFaultPointsServiceRef =
  createServiceRef<ReleaseFaultPoints>({
    id: 'stagedoor.releases.fault-points',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: () => ({ reach: async () => {} }),
      }),
  });

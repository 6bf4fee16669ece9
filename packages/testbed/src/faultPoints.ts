import { appendFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { releaseFaultPointsServiceRef } from '@stagedoor/plugin-releases-node';

/** What the driver wants to happen: written by it as `armed` into the control folder. */
interface Fault {
  point: string;
  /** What this process does to itself. */
  signal: 'SIGKILL' | 'SIGSTOP';
}

/**
 * Stops the process dead at a named point of a release. Every point that is reached is written down first, so that a
 * driver can find out which there are. Of several replicas that reach the point, the first alone is hit.
 */
export const faultPoints = createServiceFactory({
  service: releaseFaultPointsServiceRef,
  deps: { config: coreServices.rootConfig },
  factory({ config }) {
    const directory = config.getOptionalString('testbed.controlDirectory');
    if (!directory) {
      return { reach: async () => {} };
    }
    const armed = join(directory, 'armed');
    const trail = join(directory, `trail-${process.pid}`);
    return {
      async reach(point) {
        appendFileSync(trail, `${Date.now()} ${point}\n`);
        const fault = readFault(armed);
        if (fault?.point !== point) {
          return;
        }
        try {
          renameSync(armed, join(directory, `fired-${process.pid}`));
        } catch {
          return; // Another replica was quicker.
        }
        process.kill(process.pid, fault.signal);
      },
    };
  },
});

function readFault(file: string): Fault | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

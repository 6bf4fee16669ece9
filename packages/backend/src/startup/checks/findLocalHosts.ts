import { Check } from '../Finding';

const KEY = 'releases.ssh.localHosts.enabled';

/** Hosts that are folders of this machine: whoever writes a pipeline could run commands as the platform. */
export const findLocalHosts: Check = config => {
  const enabled = config.getOptional(KEY);
  return enabled === undefined || enabled === false || enabled === 'false'
    ? []
    : [
        {
          key: KEY,
          says: 'lets releases run commands on the machine of the platform: remove it, and reach hosts over SSH.',
        },
      ];
};

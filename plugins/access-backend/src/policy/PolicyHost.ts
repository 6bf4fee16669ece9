import { PinnedHost } from '@stagedoor/plugin-access-common';

/** A host that somebody wants to get onto, with what policies look at. */
export interface PolicyHost {
  pinned: PinnedHost;
  /** Owners of the host and of the components on it. */
  owners: string[];
  /** Components that run on it, as the host itself says. */
  components: string[];
}

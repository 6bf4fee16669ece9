import { HumanDuration } from '@backstage/types';

export interface Config {
  repositories?: {
    /**
     * Folders whose sub-folders become repositories when Stagedoor starts, unless there is a repository of that name.
     * A file `.seed.yaml` in a sub-folder gives it a description, tags and an earlier history.
     */
    seed?: string[];
    /**
     * The author of the commits that Stagedoor makes itself. Defaults to Stagedoor.
     */
    author?: {
      name: string;
      email: string;
    };
    /**
     * The largest push that is accepted. Defaults to 256.
     */
    maximumPushMegabytes?: number;
    /**
     * How long one clone, fetch or push may take. Defaults to 10 minutes.
     */
    transferTimeout?: HumanDuration | string;
    /**
     * How many clones, fetches and pushes one replica serves at the same time: a quarter of them for each person, and
     * half for each program, so that others get in. Defaults to 16.
     */
    concurrentTransfers?: number;
  };
}

import { HumanDuration } from '@backstage/types';

export interface Config {
  releases?: {
    /**
     * Git repositories elsewhere that pipelines may name under `source.git`, and how to sign in to them. Any other is
     * refused: whoever writes a pipeline must not decide what this platform connects to.
     */
    sources?: Array<{
      /**
       * URL of one repository, or with a slash at the end, the beginning of the URLs of many. https, http or ssh, or
       * `user@host:path`. Without credentials. The longest one that fits counts.
       */
      url: string;
      /**
       * How to sign in. For https URLs only.
       */
      credentials?: {
        username: string;
        /**
         * @visibility secret
         */
        password: string;
      };
    }>;
    /**
     * Whether pipelines may name repositories by a path of this machine. Every path that the platform can read can
     * then be released from. Defaults to false.
     */
    localSources?: boolean;
    /**
     * Bounds of the copies of such repositories.
     */
    sourceLimits?: {
      /**
       * How large one copy may become. Defaults to 4 GiB.
       */
      maxBytes?: number;
      /**
       * How long one fetch may take. Defaults to 10 minutes.
       */
      timeout?: HumanDuration | string;
    };
  };
}

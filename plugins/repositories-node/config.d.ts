import { HumanDuration } from '@backstage/types';

export interface Config {
  stagedoor?: {
    /**
     * The folder that holds what must survive a restart, as an absolute path. Replicas share it.
     */
    dataDirectory?: string;
  };
  repositories?: {
    /**
     * Read-only copies of repositories that live elsewhere.
     */
    mirrors?: Array<{
      /**
       * What the copy is called here: lower-case letters, digits, '.', '_' and '-'.
       */
      name: string;
      /**
       * https, http, ssh or file URL, `user@host:path`, or an absolute path of this machine. Without credentials.
       */
      url: string;
      /**
       * The default branch of the copy. Defaults to the default branch of the original.
       */
      branch?: string;
      /**
       * How often to look for changes. Defaults to every 5 minutes.
       */
      refresh?: HumanDuration | string;
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
  };
}

import { HumanDuration } from '@backstage/types';

export interface Config {
  releases?: {
    /** The built-in engine, which puts versions on hosts over SSH. */
    ssh?: {
      /** Hosts that are folders of the platform's own machine. Only in evaluation mode. */
      localHosts?: {
        /** Defaults to false. */
        enabled?: boolean;
        /** Absolute paths of folders that come first where commands of such hosts are looked for. */
        path?: string[];
      };
      /**
       * What the platform signs in with: `files` are those named below; with `access`, it makes a new key for every login and
       * has the access plugin's authority certify it for that one host. Left out, and with the access plugin there, such a
       * certificate is tried first, and `identityFile` after it, where hosts do not trust the authority.
       */
      credentials?: 'files' | 'access';
      /**
       * Absolute path of the private key to sign in with. Without it, `files` are the keys of the account that runs the platform.
       */
      identityFile?: string;
      /** Absolute path of a certificate for that key. */
      certificateFile?: string;
      /**
       * Absolute path of the file with the keys of the hosts. Hosts that it does not name are known by their annotation
       * `stagedoor.dev/host-key`. Defaults to `known_hosts` in the data folder.
       */
      knownHostsFile?: string;
      /** How long a host may take to answer and let the platform in. Defaults to 10 seconds. */
      connectTimeout?: HumanDuration | string;
      /**
       * A command that every command of a build is given to, such as bubblewrap; `{workspace}` in it stands for the
       * folder that the build works in.
       */
      buildSandbox?: string[];
      /** How many bytes a build may print. Defaults to 100 MiB. */
      buildOutputLimit?: number;
      /** How many hosts of one batch are worked on at a time. Defaults to 20. */
      parallelHosts?: number;
    };
  };
}

import { HumanDuration } from '@backstage/types';

export interface Config {
  /** Nobody gets onto any host until `policies` says so. */
  access?: {
    requests?: {
      /** How long a request waits for review. Defaults to 24 hours. */
      expireAfter?: HumanDuration | string;
    };
    /**
     * Groups and users who may review a request, too, when there are not enough others whom its policy asks, and who
     * hear of access that a provider fails to revoke.
     */
    fallbackApprovers?: string[];
    /**
     * What has to be so for access to a host: of each host, the first policy that matches. A request for several hosts
     * needs what all of theirs ask.
     */
    policies?: Array<{
      /** Which hosts it is about: those for which all of this is so. Every host if absent. */
      match?: {
        /** As the annotation `stagedoor.dev/environment` of the host says. */
        environment?: string;
        /** One host, such as `resource:default/prod-1`. */
        host?: string;
        /** A group or user that owns the host, or a component on it. */
        owner?: string;
        /** A component that the host names in `spec.dependencyOf`. */
        component?: string;
      };
      /** Groups and users, one of whom a reviewer has to be or belong to; `owner` is who owns the host or a component on it. */
      approvers: string[];
      /** How many people have to approve; whoever asked never counts. Defaults to 1. */
      count?: number;
      /** For how long somebody can ask at most. More time is a request of its own, for as long again at most. */
      maxDuration: HumanDuration | string;
      /** The accounts that can be asked for. */
      accounts: string[];
      reason?: {
        /** The shortest reason, in characters. Defaults to 10. */
        shortest?: number;
        /** A regular expression that a reason has to match. */
        pattern?: string;
        /** Says in words what a reason has to look like. */
        hint?: string;
      };
    }>;
    recordings?: {
      /** Absolute path of the folder that recordings of sessions lie in. Defaults to `recordings` in the data folder. */
      folder?: string;
      /** How long one recording may become, in bytes; the session ends there. Defaults to 500 MiB. */
      maxBytes?: number;
    };
    /** Set by the launcher, which starts a bastion for trying things out. Not for production. */
    demonstration?: {
      /** Where a session on a host really leads, by the names of hosts. */
      hosts?: {
        [name: string]: {
          /** `host:port`. */
          address?: string;
          /** Who is logged in there in place of the granted account. */
          user?: string;
        };
      };
    };
  };
}

export interface Config {
  stagedoor?: {
    /**
     * What this installation is for: `evaluation` or `production`, the default.
     *
     * @visibility frontend
     */
    mode?: string;
  };
  auth?: {
    providers?: {
      /**
       * The people that the sign-in page offers in an evaluation.
       *
       * @deepVisibility frontend
       */
      persona?: {
        people?: Array<{
          /** Entity reference of a user in the catalog. */
          user: string;
          /** The name shown on the card. */
          title: string;
          /** One line on who this is and what they may do. */
          note?: string;
          /** The team shown beside the name. */
          team?: string;
        }>;
      };
      /** @visibility frontend */
      oidc?: object;
      /** @visibility frontend */
      github?: object;
      /** @visibility frontend */
      gitlab?: object;
    };
  };
  kubernetes?: {
    /** How clusters are found. The tab of Kubernetes is there if there is any. */
    clusterLocatorMethods?: Array<{
      /** @visibility frontend */
      type: string;
    }>;
  };
  signIn?: {
    /** What the sign-in page calls each configured provider, for example `Nordlicht account`. */
    titles?: {
      /**
       * Default: `Single sign-on`.
       *
       * @visibility frontend
       */
      oidc?: string;
      /**
       * Default: `GitHub`.
       *
       * @visibility frontend
       */
      github?: string;
      /**
       * Default: `GitLab`.
       *
       * @visibility frontend
       */
      gitlab?: string;
    };
  };
}

export interface Config {
  stagedoor?: {
    /**
     * What this installation is for. `evaluation` allows persona sign-in and the example organisation;
     * anything else, and the absence of this key, is production.
     *
     * @visibility frontend
     */
    mode?: 'evaluation' | 'production';
  };
  auth?: {
    providers?: {
      /**
       * Persona sign-in: anybody who reaches the address may act as one of the listed people. Made for
       * the example organisation; the platform refuses to start with it in production mode.
       *
       * @deepVisibility frontend
       */
      persona?: {
        /** The people that can be chosen, in the order in which the sign-in page shows them. */
        people: Array<{
          /** Entity reference of a user in the catalog, for example `user:default/ana.ruiz`. */
          user: string;
          /** The name shown on the sign-in page. */
          title: string;
          /** One line on who this is and what they may do. */
          note?: string;
          /** The team shown beside the name. */
          team?: string;
        }>;
      };
    };
  };
}

export interface Config {
  scaffolder?: {
    /**
     * Who commits for a person whose catalog entity has no name or e-mail address.
     */
    defaultAuthor?: {
      /** Defaults to Stagedoor. */
      name?: string;
      /** Defaults to stagedoor@localhost. */
      email?: string;
    };

    /**
     * Message of the first commit of a repository. Defaults to "Create from template".
     */
    defaultCommitMessage?: string;
  };
}

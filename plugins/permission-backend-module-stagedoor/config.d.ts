export interface Config {
  permission: {
    /**
     * Who has which role. Everything that no role allows is denied. Required, and at least one entry.
     *
     * The role `owner` cannot be given: a person has it on the entities that the catalog says are theirs.
     */
    roles: Array<{
      /** The role that the members have. Each role appears once. */
      role: 'viewer' | 'developer' | 'platform-engineer' | 'auditor';
      /**
       * Entity refs of users and groups, such as `group:default/platform`, or `*` for every signed-in person. Members
       * of a group's child groups count as its members.
       */
      members: string[];
    }>;
  };
}

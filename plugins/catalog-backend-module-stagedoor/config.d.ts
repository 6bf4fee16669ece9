import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Entities that the repositories of this installation describe.
       */
      repositories?: {
        /**
         * How often all repositories are looked at. Changes that Stagedoor itself sees, pushes and new repositories,
         * are taken over at once. Defaults to once a minute.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Names of repositories that may describe people and teams. Roles are given to teams, so whoever can push to
         * one of these can give roles. Defaults to none.
         */
        peopleFrom?: string[];
      };
    };
  };
}

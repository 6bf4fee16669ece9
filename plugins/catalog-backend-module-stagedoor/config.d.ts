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
      };
    };
  };
}

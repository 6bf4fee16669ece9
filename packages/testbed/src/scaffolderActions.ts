import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { setTimeout as sleep } from 'node:timers/promises';

/** An action that logs the time, again and again: what a build of a release does to be compared with. */
export default createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'testbed',
  register(env) {
    env.registerInit({
      deps: { actions: scaffolderActionsExtensionPoint },
      async init({ actions }) {
        actions.addActions(
          createTemplateAction({
            id: 'testbed:tick',
            description: 'Logs the time, again and again',
            schema: {
              input: {
                times: z => z.number().int(),
                everyMs: z => z.number().int(),
              },
            },
            async handler({ input, logger }) {
              for (let tick = 1; tick <= input.times; tick += 1) {
                logger.info(`tick ${tick} ${Date.now()}`);
                await sleep(input.everyMs);
              }
            },
          }),
        );
      },
    });
  },
});

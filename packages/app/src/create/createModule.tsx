import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { ListRoute } from './ListRoute';

const loadTemplates = () => import('./TemplateList').then(m => m.TemplateList);
const loadTasks = () => import('./TaskList').then(m => m.TaskList);

/** Our list of templates in front of the stock form, which opens once one is chosen. */
const templates = scaffolderPlugin
  .getExtension('sub-page:scaffolder/templates')
  .override({
    *factory(originalFactory) {
      const original = originalFactory();
      yield* original;
      yield coreExtensionData.reactElement(
        <ListRoute part="templates" load={loadTemplates}>
          {original.get(coreExtensionData.reactElement)}
        </ListRoute>,
      );
    },
  });

/** Our list of creations in front of the stock page of one. */
const tasks = scaffolderPlugin
  .getExtension('sub-page:scaffolder/tasks')
  .override({
    *factory(originalFactory) {
      const original = originalFactory();
      yield* original;
      yield coreExtensionData.reactElement(
        <ListRoute part="tasks" load={loadTasks}>
          {original.get(coreExtensionData.reactElement)}
        </ListRoute>,
      );
    },
  });

/** The page where things are created. */
export const createModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [templates, tasks],
});

import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { TemplatesRoute } from './TemplatesRoute';

/** Our list of templates in front of the stock form, which opens once one is chosen. */
const templates = scaffolderPlugin
  .getExtension('sub-page:scaffolder/templates')
  .override({
    *factory(originalFactory) {
      const original = originalFactory();
      yield* original;
      yield coreExtensionData.reactElement(
        <TemplatesRoute>
          {original.get(coreExtensionData.reactElement)}
        </TemplatesRoute>,
      );
    },
  });

/** The page where things are created. */
export const createModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [templates],
});

import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import { catalogTranslationRef } from '@backstage/plugin-catalog/alpha';
import { catalogImportTranslationRef } from '@backstage/plugin-catalog-import/alpha';
import { techdocsTranslationRef } from '@backstage/plugin-techdocs/alpha';
import { TranslationBlueprint } from '@backstage/plugin-app-react';

/**
 * Our words in place of those of the stock pages: where they speak of the framework instead of the
 * platform, and where they do not say what to do.
 */
export const words = [
  TranslationBlueprint.make({
    name: 'error-words',
    params: {
      resource: createTranslationMessages({
        ref: coreComponentsTranslationRef,
        messages: { 'errorPage.title': 'This page is not there' },
      }),
    },
  }),
  TranslationBlueprint.make({
    name: 'catalog-words',
    params: {
      resource: createTranslationMessages({
        ref: catalogTranslationRef,
        messages: {
          'aboutCard.viewSource': 'Source',
          'aboutCard.viewTechdocs': 'Docs',
          'entityContextMenu.unregisterMenuTitle': 'Remove from the catalog',
          'entityContextMenu.inspectMenuTitle': 'Look at the raw entry',
          'entityContextMenu.copyURLMenuTitle': 'Copy the link',
        },
      }),
    },
  }),
  TranslationBlueprint.make({
    name: 'docs-words',
    params: {
      resource: createTranslationMessages({
        ref: techdocsTranslationRef,
        messages: {
          'aboutCard.viewTechdocs': 'Docs',
          'stateIndicator.contentStaleError.message':
            'These pages could not be built.',
        },
      }),
    },
  }),
  TranslationBlueprint.make({
    name: 'import-words',
    params: {
      resource: createTranslationMessages({
        ref: catalogImportTranslationRef,
        messages: {
          'importStepper.noLocation.createPr.titlePlaceholder':
            'Add catalog-info.yaml',
        },
      }),
    },
  }),
];

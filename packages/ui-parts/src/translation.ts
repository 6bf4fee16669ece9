import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const uiPartsTranslationRef = createTranslationRef({
  id: 'stagedoor.ui-parts',
  messages: {
    copied: 'Copied',
    close: 'Close',
    retry: 'Try again',
    failed: '{{subject}} could not be loaded',
    absent: 'There is nothing here, or you may not see it.',
  },
});

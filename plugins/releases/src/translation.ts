import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const releasesTranslationRef = createTranslationRef({
  id: 'plugin.releases',
  messages: {
    shared: {
      copied: 'Copied',
      copyCommit: 'Copy the commit id of {{commit}}',
      close: 'Close',
      retry: 'Try again',
      failed: '{{subject}} could not be loaded',
      absent: 'There is nothing here, or you may not see it.',
    },
  },
});

import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts about choosing hosts, and about changing what was asked for. */
export const askTranslationRef = createTranslationRef({
  id: 'plugin.access.ask',
  messages: {
    allOf: 'All of {{environment}}',
    allOfNone: 'All without an environment',
    voids:
      'A change begins a new version: reviews of the one before no longer count.',
  },
});

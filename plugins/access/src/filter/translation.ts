import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of the filters above lists. */
export const filterTranslationRef = createTranslationRef({
  id: 'plugin.access.filter',
  messages: {
    label: 'Show only',
    person: 'Person',
    host: 'Host',
    end: 'How it ended',
    anyEnd: 'Ended in any way',
    clear: 'Show all',
    none: 'Nothing matches.',
  },
});

import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts that say what a decision leads to. */
export const consequenceTranslationRef = createTranslationRef({
  id: 'plugin.access.consequence',
  messages: {
    opens: 'Approving it opens access at once:',
    schedules: 'Approving it opens access on {{moment}}:',
    prolongs: 'Approving it prolongs access:',
    waits_one: 'Approving it is not enough yet: {{count}} more has to. Then:',
    waits_other:
      'Approving it is not enough yet: {{count}} more have to. Then:',
    what: '{{account}} on {{hosts}} for {{duration}}.',
    whatMore: '{{duration}} more for {{account}} on {{hosts}}.',
    denies: 'Denying it ends the request, whoever has approved it.',
    cutTo: 'for {{duration}}',
    cutOn: 'on {{hosts}}',
  },
});

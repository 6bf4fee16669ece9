import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts of what is done about saved keys, and of what more time means. */
export const grantTranslationRef = createTranslationRef({
  id: 'plugin.access.grant',
  messages: {
    forget: 'Forget this key',
    forgetTitle: 'Forget the key {{name}}',
    forgetConfirm: 'Forget the key',
    forgetMeaning:
      'It is no longer offered here. Certificates that were issued for it stay good until they run out; give access back to end them now.',
    begins: 'begins',
    endsNow: 'Access ends on {{moment}}.',
    endsThen: 'If it is approved, it ends on {{moment}}.',
  },
});

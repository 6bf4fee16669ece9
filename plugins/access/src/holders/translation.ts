import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Texts about who has access, and who had. */
export const holdersTranslationRef = createTranslationRef({
  id: 'plugin.access.holders',
  messages: {
    now: 'Who has access now',
    then: 'Who had access',
    when: 'When',
    isNow: 'Now',
    isThen: 'At an earlier time',
    ahead: 'That moment lies ahead. Choose one that has passed.',
    read: 'Looked up',
    moment: 'Moment, in {{zone}}',
    nobody: 'nobody',
    nobodyAnywhere: 'Nobody has access to any host.',
    nobodyThen: 'Nobody had access to any host then.',
    noHosts: 'There are no hosts here',
    noHostsWhy:
      'Hosts are Resources of type host in the catalog, with an address, an environment, and the components on them under spec.dependencyOf.',
    from: 'from {{from}} to {{to}}',
    early: 'ended early',
    stale: 'This could not be refreshed and may be old:',
    loading: 'Finding out who has access',
  },
});

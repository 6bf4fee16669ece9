import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** @public */
export const observabilityTranslationRef = createTranslationRef({
  id: 'plugin.observability',
  messages: {
    linksCard: {
      title: 'Links',
      empty: {
        title: 'No links yet',
        description:
          'Dashboards, logs, builds and issues appear here once the annotations below are in catalog-info.yaml.',
        descriptionWithoutTools:
          'Add metadata.links to catalog-info.yaml, or have a platform engineer configure observability.tools.',
      },
    },
    monitoring: {
      title: 'Monitoring',
      lead: 'Every link opens its tool at the range and environment chosen here.',
    },
    groups: {
      dashboards: 'Dashboards',
      metrics: 'Metrics',
      logs: 'Logs',
      alerts: 'Alerts',
      builds: 'Builds',
      issues: 'Issues',
      source: 'Source',
      other: 'More',
    },
    ranges: {
      label: 'Time range',
      m15: 'Last 15 min',
      h1: 'Last 1 h',
      h6: 'Last 6 h',
      h24: 'Last 24 h',
      d7: 'Last 7 days',
      explicit: '{{from}} to {{to}}',
    },
    environment: { label: 'Environment' },
    link: { opensInNewTab: '{{title}} (opens in a new tab)' },
    missing: {
      title_one: '{{count}} not set up',
      title_other: '{{count}} not set up',
      explanation: '{{title}} needs the annotation {{annotation}}:',
      copy: 'Copy YAML for {{title}}',
    },
    refused: {
      title_one: '{{count}} not offered',
      title_other: '{{count}} not offered',
    },
    problem: {
      failed: 'The links could not be loaded',
      retry: 'Try again',
      denied: 'You may not see links to monitoring',
      deniedReason:
        'Your roles do not include the permission observability.links.read. A platform engineer can give you one that does.',
    },
    loading: 'Loading links',
  },
});

import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress, QueryParameters } from '../links/buildAddress';
import { parseAddress } from '../links/checkAddress';
import { LinkProposal, proposeFromAnnotation } from '../links/LinkProposal';
import { LinkRefusedError } from '../links/LinkRefusedError';
import { LinkSubject } from '../links/LinkSubject';
import { defineTool, selectInstance, withInstances } from './defineTool';
import { toGrafanaRange } from './grafanaRange';
import { isRunning } from './suggestions';

const configSchema = withInstances({
  orgId: z.int().positive().optional(),
  environmentVariable: z
    .string()
    .regex(/^\w+$/, 'must be the name of a dashboard variable')
    .optional(),
});

type GrafanaConfig = z.output<typeof configSchema>;

const base = { tool: 'Grafana', icon: 'dashboard' } as const;

const selectorTerm = /^(tags|title)\s*(?:@>|==)\s*(?:'([^']*)'|"([^"]*)")$/;

/**
 * Turns a dashboard selector into a search. Grafana's search knows "and" only, so a selector with "or" or "not" cannot be
 * shown faithfully and is refused.
 */
function toDashboardSearch(selector: string): QueryParameters {
  if (/^[^\s&|!=@()'"]+$/.test(selector)) {
    return [['tag', selector]];
  }
  return selector.split('&&').map(text => {
    const term = selectorTerm.exec(text.trim());
    if (!term) {
      throw new LinkRefusedError(
        `Grafana's search cannot show the selector "${selector}". Use grafana/overview-dashboard instead.`,
      );
    }
    return [term[1] === 'tags' ? 'tag' : 'query', term[2] ?? term[3]];
  });
}

/** Accepts the address of a dashboard on this Grafana, its path, or its uid. */
function readDashboard(
  baseUrl: string,
  value: string,
): { path: string[]; query: QueryParameters } {
  const isUid = /^[\w-]+$/.test(value);
  const address = /^https?:/i.test(value)
    ? value
    : `${baseUrl}${isUid ? '/d/' : ''}${value}`;
  const url = parseAddress(address);
  const root = new URL(`${baseUrl}/`);
  const path = url.pathname.slice(root.pathname.length);
  if (
    url.origin !== root.origin ||
    !url.pathname.startsWith(root.pathname) ||
    !/^d\/[\w-]+(?:\/[\w-]+)?\/?$/.test(path)
  ) {
    throw new LinkRefusedError(
      `"${value}" is not a dashboard of ${baseUrl}. Give its address, its path or its uid.`,
    );
  }
  const query = [...url.searchParams].filter(
    ([name]) => name !== 'from' && name !== 'to',
  );
  return { path: path.split('/').filter(Boolean), query };
}

function selectGrafana(subject: LinkSubject, config: GrafanaConfig) {
  return selectInstance(
    'Grafana',
    config,
    subject.annotations.get(observabilityAnnotations.grafanaHostId),
  );
}

function toOrg(orgId: number | undefined): QueryParameters {
  return [['orgId', orgId?.toString()]];
}

function proposeDashboards(
  subject: LinkSubject,
  config: GrafanaConfig,
): LinkProposal[] {
  const overview = proposeFromAnnotation(subject, {
    ...base,
    title: 'Grafana',
    group: 'dashboards',
    annotation: observabilityAnnotations.grafanaOverviewDashboard,
    example: `/d/${subject.name}`,
    suggest: false,
    buildUrl: value => {
      const { baseUrl, orgId, environmentVariable } = selectGrafana(
        subject,
        config,
      );
      const { path, query } = readDashboard(baseUrl, value);
      const { from, to } = toGrafanaRange(subject.range);
      const hasOrg = query.some(([name]) => name === 'orgId');
      return buildAddress(baseUrl, {
        path,
        query: [
          ...query,
          ...toOrg(hasOrg ? undefined : orgId),
          ['from', from],
          ['to', to],
          ...(environmentVariable
            ? ([
                [`var-${environmentVariable}`, subject.environment],
              ] as QueryParameters)
            : []),
        ],
      });
    },
  });
  const selected = proposeFromAnnotation(subject, {
    ...base,
    title: overview.length ? 'All in Grafana' : 'Grafana',
    group: 'dashboards',
    annotation: observabilityAnnotations.grafanaDashboardSelector,
    example: `tags @> '${subject.name}'`,
    suggest: overview.length === 0 && isRunning(subject),
    buildUrl: value => {
      const { baseUrl, orgId } = selectGrafana(subject, config);
      return buildAddress(baseUrl, {
        path: ['dashboards'],
        query: [...toOrg(orgId), ...toDashboardSearch(value)],
      });
    },
  });
  return [...overview, ...selected];
}

function proposeAlerts(
  subject: LinkSubject,
  config: GrafanaConfig,
): LinkProposal[] {
  return proposeFromAnnotation(subject, {
    ...base,
    title: 'Grafana alerts',
    group: 'alerts',
    icon: 'alert',
    annotation: observabilityAnnotations.grafanaAlertLabelSelector,
    example: `service=${subject.name}`,
    suggest: false,
    buildUrl: value => {
      const { baseUrl, orgId } = selectGrafana(subject, config);
      const search = value
        .split(',')
        .map(matcher => `label:${matcher.trim()}`)
        .join(' ');
      return buildAddress(baseUrl, {
        path: ['alerting', 'list'],
        query: [...toOrg(orgId), ['search', search]],
      });
    },
  });
}

/** Dashboards and alert rules in Grafana. */
export const grafana = defineTool(configSchema, (subject, config) => [
  ...proposeDashboards(subject, config),
  ...proposeAlerts(subject, config),
]);

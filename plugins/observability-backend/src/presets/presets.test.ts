import { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { EntityLink, TimeRange } from '@stagedoor/plugin-observability-common';
import { readObservabilityConfig } from '../config/readObservabilityConfig';
import { buildEntityLinks } from '../links/buildEntityLinks';

const to = new Date('2026-05-01T10:00:00.000Z');
const lastHour: TimeRange = {
  preset: '1h',
  from: new Date('2026-05-01T09:00:00.000Z'),
  to,
};
const morning: TimeRange = { from: new Date('2026-05-01T08:00:00.000Z'), to };

function createEntity(
  annotations: Record<string, string>,
  overrides: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments-api', annotations },
    spec: { type: 'service', owner: 'group:default/payments' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
    ...overrides,
  };
}

function listLinks(
  tools: JsonObject,
  entity: Entity,
  view: { range?: TimeRange; environment?: string } = {},
): EntityLink[] {
  const config = readObservabilityConfig(
    mockServices.rootConfig({ data: { observability: { tools } } }),
  );
  return buildEntityLinks(entity, config, {
    range: view.range ?? lastHour,
    environment: view.environment ?? 'production',
  }).groups.flatMap(({ group, links }) =>
    links.map(link => ({ ...link, group })),
  );
}

/** Every link as `title: address`, or what is in its place. */
function summarize(links: EntityLink[]): string[] {
  return links.map(link => {
    switch (link.status) {
      case 'ok':
        return `${link.title}: ${link.url}`;
      case 'missing':
        return `${link.title}: add ${link.addAnnotation.annotation}`;
      default:
        return `${link.title}: refused, ${link.reason}`;
    }
  });
}

const grafana = { baseUrl: 'https://grafana.example' };

interface Case {
  name: string;
  tools: JsonObject;
  annotations: Record<string, string>;
  range?: TimeRange;
  links: string[];
}

const cases: Case[] = [
  {
    name: 'Grafana: a tag selects dashboards',
    tools: { grafana },
    annotations: { 'grafana/dashboard-selector': 'payments' },
    links: ['Grafana: https://grafana.example/dashboards?tag=payments'],
  },
  {
    name: 'Grafana: an expression selects by tags and title',
    tools: { grafana: { ...grafana, orgId: 2 } },
    annotations: {
      'grafana/dashboard-selector': `tags @> 'payments' && tags @> "prod" && title == 'API & more'`,
    },
    links: [
      'Grafana: https://grafana.example/dashboards?orgId=2&tag=payments&tag=prod&query=API%20%26%20more',
    ],
  },
  {
    name: 'Grafana: an expression that a search cannot show is refused, not shown wrongly',
    tools: { grafana },
    annotations: { 'grafana/dashboard-selector': `tags @> 'a' || tags @> 'b'` },
    links: [
      `Grafana: refused, Grafana's search cannot show the selector "tags @> 'a' || tags @> 'b'". Use grafana/overview-dashboard instead.`,
    ],
  },
  {
    name: 'Grafana: the overview dashboard opens at the range and environment',
    tools: {
      grafana: {
        baseUrl: 'https://x.example/grafana/',
        orgId: 1,
        environmentVariable: 'env',
      },
    },
    annotations: {
      'grafana/overview-dashboard':
        'https://x.example/grafana/d/abc/payments?var-a=b%20c&from=1&to=2',
      'grafana/dashboard-selector': 'payments',
    },
    links: [
      'Grafana: https://x.example/grafana/d/abc/payments?var-a=b%20c&orgId=1&from=now-1h&to=now&var-env=production',
      'All in Grafana: https://x.example/grafana/dashboards?orgId=1&tag=payments',
    ],
  },
  {
    name: 'Grafana: the overview dashboard may be a uid, and the range explicit',
    tools: { grafana },
    annotations: { 'grafana/overview-dashboard': 'abc_1-2' },
    range: morning,
    links: [
      'Grafana: https://grafana.example/d/abc_1-2?from=1777622400000&to=1777629600000',
    ],
  },
  {
    name: 'Grafana: the overview dashboard may be a path',
    tools: { grafana },
    annotations: { 'grafana/overview-dashboard': '/d/abc/x?orgId=7' },
    links: [
      'Grafana: https://grafana.example/d/abc/x?orgId=7&from=now-1h&to=now',
    ],
  },
  {
    name: 'Grafana: host-id selects another Grafana',
    tools: {
      grafana: {
        ...grafana,
        instances: { eu: { baseUrl: 'https://grafana.eu.example' } },
      },
    },
    annotations: {
      'grafana/host-id': 'eu',
      'grafana/dashboard-selector': 'a',
      'grafana/alert-label-selector': 'service=payments-api,team=x',
    },
    links: [
      'Grafana: https://grafana.eu.example/dashboards?tag=a',
      'Grafana alerts: https://grafana.eu.example/alerting/list?search=label%3Aservice%3Dpayments-api%20label%3Ateam%3Dx',
    ],
  },
  {
    name: 'Grafana: an unknown host-id is refused',
    tools: { grafana },
    annotations: { 'grafana/host-id': 'us', 'grafana/dashboard-selector': 'a' },
    links: [
      'Grafana: refused, There is no Grafana named "us" in config, only: default.',
    ],
  },
  {
    name: 'Prometheus: rules become panels, alerts a search',
    tools: { prometheus: { baseUrl: 'https://prom.example' } },
    annotations: {
      'prometheus.io/rule':
        'sum by (a,b) (rate(x{y=~"p|q,r"}[5m]))|a, memUsage|component',
      'prometheus.io/alert': 'High Error Rate',
    },
    links: [
      'Prometheus: https://prom.example/graph?g0.expr=sum%20by%20%28a%2Cb%29%20%28rate%28x%7By%3D~%22p%7Cq%2Cr%22%7D%5B5m%5D%29%29&g0.tab=0&g0.range_input=1h&g1.expr=memUsage&g1.tab=0&g1.range_input=1h',
      'Prometheus alerts: https://prom.example/alerts?search=High%20Error%20Rate',
    ],
  },
  {
    name: 'Prometheus: an explicit range, all alerts, another instance',
    tools: {
      prometheus: {
        baseUrl: 'https://prom.example',
        instances: { eu: { baseUrl: 'http://prom.eu.example:9090/p' } },
      },
    },
    annotations: {
      'prometheus.io/service-name': 'eu',
      'prometheus.io/rule': 'up',
      'prometheus.io/alert': 'all',
    },
    range: morning,
    links: [
      'Prometheus: http://prom.eu.example:9090/p/graph?g0.expr=up&g0.tab=0&g0.range_input=7200s&g0.end_input=2026-05-01%2010%3A00%3A00',
      'Prometheus alerts: http://prom.eu.example:9090/p/alerts',
    ],
  },
  {
    name: 'Alertmanager: names and labels become one filter',
    tools: { alertmanager: { baseUrl: 'https://am.example' } },
    annotations: {
      'prometheus.io/alert': 'High.Errors, Slow',
      'prometheus.io/labels': 'service=payments-api,team="a\\b"',
    },
    links: [
      `Alertmanager: https://am.example/#/alerts?filter=${strictly(
        '{alertname=~"High\\\\.Errors|Slow",service="payments-api",team="a\\\\b"}',
      )}`,
    ],
  },
  {
    name: 'Alertmanager: all alerts',
    tools: { alertmanager: { baseUrl: 'https://am.example/x' } },
    annotations: { 'prometheus.io/alert': 'all' },
    links: ['Alertmanager: https://am.example/x/#/alerts'],
  },
  {
    name: 'Kibana: Discover with service, data view, space and environment',
    tools: {
      kibana: {
        baseUrl: 'https://kibana.example',
        space: 'shop',
        dataView: 'logs',
        environmentField: 'service.environment',
      },
    },
    annotations: { 'elastic.co/service-name': `it's "x"!` },
    links: [
      `Kibana: https://kibana.example/s/shop/app/discover#/?_g=${strictly(
        "(filters:!(),refreshInterval:(pause:!t,value:0),time:(from:'now-1h',to:'now'))",
      )}&_a=${strictly(
        `(columns:!('message','log.level'),filters:!(),index:'logs',interval:'auto',query:(language:'kuery',query:'service.name:"it!'s \\"x\\"!!" and service.environment:"production"'),sort:!(!('@timestamp','desc')))`,
      )}`,
    ],
  },
  {
    name: 'Kibana: an index pattern keeps its stars, a data view comes from the entity',
    tools: { kibana: { baseUrl: 'https://kibana.example' } },
    annotations: {
      'elastic.co/index': 'logs-payments:*',
      'kibana/data-view': 'dv 1',
    },
    range: morning,
    links: [
      `Kibana: https://kibana.example/app/discover#/?_g=${strictly(
        "(filters:!(),refreshInterval:(pause:!t,value:0),time:(from:'2026-05-01T08:00:00.000Z',to:'2026-05-01T10:00:00.000Z'))",
      )}&_a=${strictly(
        `(columns:!('message','log.level'),filters:!(),index:'dv 1',interval:'auto',query:(language:'kuery',query:'_index:logs-payments\\:*'),sort:!(!('@timestamp','desc')))`,
      )}`,
    ],
  },
  {
    name: 'Loki: Explore with a selector',
    tools: {
      loki: {
        baseUrl: 'https://grafana.example',
        datasource: 'P8E80F9AEF21F6940',
        environmentLabel: 'env',
      },
    },
    annotations: { 'grafana.com/loki-labels': 'app=payments-api, job="a/b"' },
    links: [
      `Loki: https://grafana.example/explore?schemaVersion=1&orgId=1&panes=${strictly(
        JSON.stringify({
          a: {
            datasource: 'P8E80F9AEF21F6940',
            queries: [
              {
                refId: 'A',
                expr: '{app="payments-api",job="a/b",env="production"}',
                queryType: 'range',
                datasource: { type: 'loki', uid: 'P8E80F9AEF21F6940' },
              },
            ],
            range: { from: 'now-1h', to: 'now' },
          },
        }),
      )}`,
    ],
  },
  {
    name: 'Zabbix: a host by name',
    tools: { zabbix: { baseUrl: 'https://zabbix.example' } },
    annotations: { 'zabbix.com/host': 'prod 1' },
    links: [
      'Zabbix: https://zabbix.example/zabbix.php?action=host.view&filter_set=1&name=prod%201',
    ],
  },
  {
    name: 'Zabbix: a host by id, with its problems',
    tools: { zabbix: { baseUrl: 'https://zabbix.example/zabbix' } },
    annotations: { 'zabbix.com/host': '10084' },
    links: [
      'Zabbix: https://zabbix.example/zabbix/zabbix.php?action=latest.view&filter_set=1&hostids%5B%5D=10084',
      'Zabbix problems: https://zabbix.example/zabbix/zabbix.php?action=problem.view&filter_set=1&hostids%5B%5D=10084',
    ],
  },
  {
    name: 'Open-Falcon: a link for every endpoint',
    tools: { openFalcon: { baseUrl: 'https://falcon.example' } },
    annotations: { 'open-falcon.org/endpoints': 'prod-1, prod-2' },
    links: [
      'Open-Falcon prod-1: https://falcon.example/portal/alarm-dash/case?endpoint_q=prod-1',
      'Open-Falcon prod-2: https://falcon.example/portal/alarm-dash/case?endpoint_q=prod-2',
    ],
  },
  {
    name: 'Jenkins: folders become jobs in jobs',
    tools: { jenkins: { baseUrl: 'https://ci.example/jenkins' } },
    annotations: { 'jenkins.io/job-full-name': 'team a/payments-api' },
    links: [
      'Jenkins: https://ci.example/jenkins/job/team%20a/job/payments-api',
    ],
  },
  {
    name: 'Jenkins: several jobs on several instances',
    tools: {
      jenkins: {
        baseUrl: 'https://ci.example',
        instances: { legacy: { baseUrl: 'https://old-ci.example' } },
      },
    },
    annotations: { 'jenkins.io/job-full-name': 'legacy:a/b,default:c' },
    links: [
      'Jenkins a/b: https://old-ci.example/job/a/job/b',
      'Jenkins c: https://ci.example/job/c',
    ],
  },
  {
    name: 'GitLab: source, pipelines and issues',
    tools: {
      gitlab: {
        baseUrl: 'https://gitlab.example',
        instances: { eu: { baseUrl: 'https://gitlab.eu.example' } },
      },
    },
    annotations: {
      'gitlab.com/project-slug': 'shop/back end/payments-api',
      'gitlab.com/instance': 'gitlab.eu.example',
    },
    links: [
      'GitLab pipelines: https://gitlab.eu.example/shop/back%20end/payments-api/-/pipelines',
      'GitLab issues: https://gitlab.eu.example/shop/back%20end/payments-api/-/issues',
      'GitLab: https://gitlab.eu.example/shop/back%20end/payments-api',
    ],
  },
  {
    name: 'GitHub: known address, source, runs and issues',
    tools: { github: {}, gitlab: { baseUrl: 'https://gitlab.example' } },
    annotations: { 'github.com/project-slug': 'nordlicht/payments-api' },
    links: [
      'GitHub Actions: https://github.com/nordlicht/payments-api/actions',
      'GitHub issues: https://github.com/nordlicht/payments-api/issues',
      'GitHub: https://github.com/nordlicht/payments-api',
    ],
  },
  {
    name: 'Redmine: open issues',
    tools: { redmine: { baseUrl: 'https://redmine.example' } },
    annotations: { 'redmine.org/project': 'payments' },
    links: [
      'Redmine: https://redmine.example/projects/payments/issues?set_filter=1&status_id=o',
    ],
  },
];

function strictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const everyTool: JsonObject = {
  grafana,
  prometheus: { baseUrl: 'https://prom.example' },
  alertmanager: { baseUrl: 'https://am.example' },
  kibana: { baseUrl: 'https://kibana.example' },
  loki: { baseUrl: 'https://grafana.example', datasource: 'loki' },
  zabbix: { baseUrl: 'https://zabbix.example' },
  openFalcon: { baseUrl: 'https://falcon.example' },
  jenkins: { baseUrl: 'https://ci.example' },
  gitlab: { baseUrl: 'https://gitlab.example' },
  github: {},
  redmine: { baseUrl: 'https://redmine.example' },
};

describe('presets', () => {
  it.each(cases)('$name', ({ tools, annotations, range, links }) => {
    expect(
      summarize(listLinks(tools, createEntity(annotations), { range })),
    ).toEqual(links);
  });

  it('teach a service what to add for every tool', () => {
    expect(summarize(listLinks(everyTool, createEntity({})))).toEqual([
      'Grafana: add grafana/dashboard-selector',
      'Zabbix: add zabbix.com/host',
      'Prometheus: add prometheus.io/rule',
      'Kibana: add elastic.co/service-name',
      'Loki: add grafana.com/loki-labels',
      'Prometheus alerts: add prometheus.io/alert',
      'Alertmanager: add prometheus.io/alert',
      'Open-Falcon: add open-falcon.org/endpoints',
      'Jenkins: add jenkins.io/job-full-name',
      'Redmine: add redmine.org/project',
      'GitLab: add gitlab.com/project-slug',
      'GitHub: add github.com/project-slug',
    ]);
  });

  it('teach by an example that gives a link once it is pasted', () => {
    const missing = listLinks(everyTool, createEntity({})).flatMap(link =>
      link.status === 'missing' ? [link.addAnnotation] : [],
    );
    const annotations = Object.fromEntries(
      missing.map(({ annotation, example }) => [annotation, example]),
    );
    const links = listLinks(everyTool, createEntity(annotations));
    expect(links.map(link => link.status)).toEqual(
      Array(links.length).fill('ok'),
    );
    expect(missing[0].yaml).toBe(
      `metadata:\n  annotations:\n    grafana/dashboard-selector: "tags @> 'payments-api'"\n`,
    );
  });

  it('do not ask for monitoring of what does not run', () => {
    const library = createEntity({}, { spec: { type: 'library' } });
    expect(summarize(listLinks(everyTool, library))).toEqual([
      'Jenkins: add jenkins.io/job-full-name',
      'Redmine: add redmine.org/project',
      'GitLab: add gitlab.com/project-slug',
      'GitHub: add github.com/project-slug',
    ]);
    const group = createEntity({}, { kind: 'Group', spec: { type: 'team' } });
    expect(listLinks(everyTool, group)).toEqual([]);
  });

  it('ask for the machine of a host', () => {
    const host = createEntity({}, { kind: 'Resource', spec: { type: 'host' } });
    expect(summarize(listLinks(everyTool, host))).toEqual([
      'Zabbix: add zabbix.com/host',
      'Open-Falcon: add open-falcon.org/endpoints',
    ]);
  });

  it('treat a blank annotation as a missing one', () => {
    const annotations = {
      'elastic.co/service-name': ' ',
      'redmine.org/project': '',
      'jenkins.io/job-full-name': ' , ',
    };
    const statuses = listLinks(everyTool, createEntity(annotations)).map(
      link => link.status,
    );
    expect(new Set(statuses)).toEqual(new Set(['missing']));
  });
});

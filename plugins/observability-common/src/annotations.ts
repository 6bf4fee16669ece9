/**
 * Annotations that the presets read. Those of other plugins keep the meaning that their own plugin gives them.
 *
 * @public
 */
export const observabilityAnnotations = {
  grafanaDashboardSelector: 'grafana/dashboard-selector',
  grafanaOverviewDashboard: 'grafana/overview-dashboard',
  grafanaAlertLabelSelector: 'grafana/alert-label-selector',
  grafanaHostId: 'grafana/host-id',
  lokiLabels: 'grafana.com/loki-labels',
  prometheusRule: 'prometheus.io/rule',
  prometheusAlert: 'prometheus.io/alert',
  prometheusLabels: 'prometheus.io/labels',
  prometheusServiceName: 'prometheus.io/service-name',
  elasticServiceName: 'elastic.co/service-name',
  elasticIndex: 'elastic.co/index',
  kibanaDataView: 'kibana/data-view',
  zabbixHost: 'zabbix.com/host',
  openFalconEndpoints: 'open-falcon.org/endpoints',
  jenkinsJob: 'jenkins.io/job-full-name',
  gitlabProject: 'gitlab.com/project-slug',
  gitlabInstance: 'gitlab.com/instance',
  githubProject: 'github.com/project-slug',
  redmineProject: 'redmine.org/project',
} as const;

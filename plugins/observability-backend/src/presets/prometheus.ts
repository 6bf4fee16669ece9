import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress, QueryParameters } from '../links/buildAddress';
import { LinkProposal, proposeFromAnnotation } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';
import { defineTool, selectInstance, withInstances } from './defineTool';
import { readAlertNames } from './prometheusAlerts';
import { parseRules } from './prometheusRules';
import { isRunning } from './suggestions';

const configSchema = withInstances({});

type PrometheusConfig = z.output<typeof configSchema>;

function selectPrometheus(subject: LinkSubject, config: PrometheusConfig) {
  return selectInstance(
    'Prometheus',
    config,
    subject.annotations.get(observabilityAnnotations.prometheusServiceName),
  );
}

function toPanel(
  expression: string,
  index: number,
  { range }: LinkSubject,
): QueryParameters {
  const seconds = Math.round(
    (range.to.getTime() - range.from.getTime()) / 1000,
  );
  const end = range.to.toISOString().slice(0, 19).replace('T', ' ');
  return [
    [`g${index}.expr`, expression],
    [`g${index}.tab`, '0'],
    [`g${index}.range_input`, range.preset ?? `${seconds}s`],
    [`g${index}.end_input`, range.preset ? undefined : end],
  ];
}

function proposeGraphs(
  subject: LinkSubject,
  config: PrometheusConfig,
): LinkProposal[] {
  return proposeFromAnnotation(subject, {
    title: 'Prometheus',
    tool: 'Prometheus',
    group: 'metrics',
    icon: 'metrics',
    annotation: observabilityAnnotations.prometheusRule,
    example: `rate(http_requests_total{service="${subject.name}"}[5m])|route`,
    suggest: isRunning(subject),
    buildUrl: value =>
      buildAddress(selectPrometheus(subject, config).baseUrl, {
        path: ['graph'],
        query: parseRules(value).flatMap((expression, index) =>
          toPanel(expression, index, subject),
        ),
      }),
  });
}

function proposeAlerts(
  subject: LinkSubject,
  config: PrometheusConfig,
): LinkProposal[] {
  return proposeFromAnnotation(subject, {
    title: 'Prometheus alerts',
    tool: 'Prometheus',
    group: 'alerts',
    icon: 'alert',
    annotation: observabilityAnnotations.prometheusAlert,
    example: 'HighErrorRate,HighLatency',
    suggest: isRunning(subject),
    buildUrl: value => {
      const names = readAlertNames(value);
      return buildAddress(selectPrometheus(subject, config).baseUrl, {
        path: ['alerts'],
        // The page has one search field: it can hold one name.
        query: names.length === 1 ? [['search', names[0]]] : [],
      });
    },
  });
}

/** Graphs and alerts in Prometheus itself. */
export const prometheus = defineTool(configSchema, (subject, config) => [
  ...proposeGraphs(subject, config),
  ...proposeAlerts(subject, config),
]);

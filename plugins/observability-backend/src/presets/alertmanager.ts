import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { encodeValue } from '../links/encodeValue';
import { proposeFromAnnotation } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';
import { baseUrlSchema, defineTool } from './defineTool';
import { parseLabels, quoteString } from './labels';
import { readAlertNames } from './prometheusAlerts';
import { isRunning } from './suggestions';

const configSchema = z.strictObject({ baseUrl: baseUrlSchema });

function toFilter(subject: LinkSubject, alerts: string): string {
  const names = readAlertNames(alerts);
  const pattern = names
    .map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
  const labels = subject.annotations.get(
    observabilityAnnotations.prometheusLabels,
  );
  const matchers = [
    ...(names.length ? [`alertname=~${quoteString(pattern)}`] : []),
    ...(labels ? parseLabels(labels) : []).map(
      ([name, value]) => `${name}=${quoteString(value)}`,
    ),
  ];
  return matchers.length ? `{${matchers.join(',')}}` : '';
}

/** Firing alerts in Alertmanager, by the annotations of the Prometheus plugin. */
export const alertmanager = defineTool(configSchema, (subject, config) =>
  proposeFromAnnotation(subject, {
    title: 'Alertmanager',
    tool: 'Alertmanager',
    group: 'alerts',
    icon: 'alert',
    annotation: observabilityAnnotations.prometheusAlert,
    example: 'HighErrorRate,HighLatency',
    suggest: isRunning(subject),
    buildUrl: value => {
      const filter = toFilter(subject, value);
      const query = filter && `?filter=${encodeValue(filter)}`;
      return `${config.baseUrl}/#/alerts${query}`;
    },
  }),
);

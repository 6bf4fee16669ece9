import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress } from '../links/buildAddress';
import { proposeFromAnnotation } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';
import { baseUrlSchema, defineTool } from './defineTool';
import { toGrafanaRange } from './grafanaRange';
import { parseLabels, toMatchers } from './labels';
import { isRunning } from './suggestions';

const configSchema = z.strictObject({
  baseUrl: baseUrlSchema,
  datasource: z.string().min(1),
  orgId: z.int().positive().default(1),
  environmentLabel: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, 'must be the name of a label')
    .optional(),
});

type LokiConfig = z.output<typeof configSchema>;

function buildSelector(
  subject: LinkSubject,
  config: LokiConfig,
  annotation: string,
): string {
  const labels = parseLabels(annotation);
  const { environmentLabel } = config;
  if (
    environmentLabel &&
    subject.environment &&
    !labels.some(([name]) => name === environmentLabel)
  ) {
    labels.push([environmentLabel, subject.environment]);
  }
  return toMatchers(labels);
}

function buildExploreUrl(
  subject: LinkSubject,
  config: LokiConfig,
  annotation: string,
): string {
  const datasource = { type: 'loki', uid: config.datasource };
  const pane = {
    datasource: config.datasource,
    queries: [
      {
        refId: 'A',
        expr: buildSelector(subject, config, annotation),
        queryType: 'range',
        datasource,
      },
    ],
    range: toGrafanaRange(subject.range),
  };
  return buildAddress(config.baseUrl, {
    path: ['explore'],
    query: [
      ['schemaVersion', '1'],
      ['orgId', String(config.orgId)],
      ['panes', JSON.stringify({ a: pane })],
    ],
  });
}

/** Log lines of Loki, in the Explore page of Grafana. */
export const loki = defineTool(configSchema, (subject, config) =>
  proposeFromAnnotation(subject, {
    title: 'Loki',
    tool: 'Loki',
    group: 'logs',
    icon: 'logs',
    annotation: observabilityAnnotations.lokiLabels,
    example: `app=${subject.name}`,
    suggest: isRunning(subject),
    buildUrl: value => buildExploreUrl(subject, config, value),
  }),
);

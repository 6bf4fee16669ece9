import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { encodeSegment, encodeValue } from '../links/encodeValue';
import { LinkProposal } from '../links/LinkProposal';
import { LinkSubject } from '../links/LinkSubject';
import { baseUrlSchema, defineTool } from './defineTool';
import { encodeRison } from './encodeRison';
import { quoteString } from './labels';
import { isRunning } from './suggestions';

const configSchema = z.strictObject({
  baseUrl: baseUrlSchema,
  space: z
    .string()
    .regex(/^[a-z0-9_-]+$/, 'must be the identifier of a space')
    .optional(),
  dataView: z.string().min(1).optional(),
  environmentField: z
    .string()
    .regex(/^[\w@.-]+$/, 'must be the name of a field')
    .optional(),
});

type KibanaConfig = z.output<typeof configSchema>;

// An index pattern keeps its stars; every other character with a meaning in KQL loses it.
function escapePattern(pattern: string): string {
  return pattern.replace(/[\\():<>"{}]|\s/g, '\\$&');
}

function readAnnotation(
  { annotations }: LinkSubject,
  key: 'elasticServiceName' | 'elasticIndex' | 'kibanaDataView',
): string | undefined {
  return annotations.get(observabilityAnnotations[key])?.trim() || undefined;
}

function buildQuery(subject: LinkSubject, config: KibanaConfig): string {
  const service = readAnnotation(subject, 'elasticServiceName');
  const index = readAnnotation(subject, 'elasticIndex');
  const clauses = [
    service && `service.name:${quoteString(service)}`,
    // The name of a data stream is not the name of its indices, so the index narrows only where nothing better does.
    !service && index && `_index:${escapePattern(index)}`,
    config.environmentField &&
      subject.environment &&
      `${config.environmentField}:${quoteString(subject.environment)}`,
  ];
  return clauses.filter(Boolean).join(' and ');
}

function buildDiscoverUrl(subject: LinkSubject, config: KibanaConfig): string {
  const { preset, from, to } = subject.range;
  const dataView = readAnnotation(subject, 'kibanaDataView') ?? config.dataView;
  const globalState = {
    filters: [],
    refreshInterval: { pause: true, value: 0 },
    time: preset
      ? { from: `now-${preset}`, to: 'now' }
      : { from: from.toISOString(), to: to.toISOString() },
  };
  const pageState = {
    columns: ['message', 'log.level'],
    filters: [],
    ...(dataView && { index: dataView }),
    interval: 'auto',
    query: { language: 'kuery', query: buildQuery(subject, config) },
    sort: [['@timestamp', 'desc']],
  };
  const space = config.space ? `/s/${encodeSegment(config.space)}` : '';
  const global = encodeValue(encodeRison(globalState));
  const page = encodeValue(encodeRison(pageState));
  return `${config.baseUrl}${space}/app/discover#/?_g=${global}&_a=${page}`;
}

/** Log lines of Elasticsearch, in the Discover page of Kibana. */
export const kibana = defineTool(
  configSchema,
  (subject, config): LinkProposal[] => {
    const link = {
      title: 'Kibana',
      tool: 'Kibana',
      group: 'logs',
      icon: 'logs',
    } as const;
    const isKnown =
      readAnnotation(subject, 'elasticServiceName') ??
      readAnnotation(subject, 'elasticIndex');
    if (isKnown) {
      return [{ ...link, target: () => buildDiscoverUrl(subject, config) }];
    }
    if (!isRunning(subject)) {
      return [];
    }
    const annotation = observabilityAnnotations.elasticServiceName;
    return [{ ...link, target: { annotation, example: subject.name } }];
  },
);

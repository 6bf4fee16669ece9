import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress } from '../links/buildAddress';
import { LinkProposal } from '../links/LinkProposal';
import { baseUrlSchema, defineTool } from './defineTool';
import { isRunningOrHost } from './suggestions';

const configSchema = z.strictObject({ baseUrl: baseUrlSchema });

const mostEndpoints = 5;

const base = {
  tool: 'Open-Falcon',
  group: 'alerts',
  icon: 'alert',
} as const;

/** Alarm cases in the Open-Falcon dashboard. Its other pages take no endpoint in the address. */
export const openFalcon = defineTool(
  configSchema,
  (subject, { baseUrl }): LinkProposal[] => {
    const annotation = observabilityAnnotations.openFalconEndpoints;
    const endpoints = (subject.annotations.get(annotation) ?? '')
      .split(',')
      .map(endpoint => endpoint.trim())
      .filter(Boolean)
      .slice(0, mostEndpoints);
    if (endpoints.length === 0) {
      return isRunningOrHost(subject)
        ? [
            {
              ...base,
              title: 'Open-Falcon',
              target: { annotation, example: `${subject.name}-1` },
            },
          ]
        : [];
    }
    return endpoints.map(endpoint => ({
      ...base,
      title: endpoints.length === 1 ? 'Open-Falcon' : `Open-Falcon ${endpoint}`,
      target: () =>
        buildAddress(baseUrl, {
          path: ['portal', 'alarm-dash', 'case'],
          query: [['endpoint_q', endpoint]],
        }),
    }));
  },
);

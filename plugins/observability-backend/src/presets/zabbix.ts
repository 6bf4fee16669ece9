import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress } from '../links/buildAddress';
import { LinkProposal, proposeFromAnnotation } from '../links/LinkProposal';
import { baseUrlSchema, defineTool } from './defineTool';
import { isRunningOrHost } from './suggestions';

const configSchema = z.strictObject({ baseUrl: baseUrlSchema });

const base = { tool: 'Zabbix', icon: 'dashboard' } as const;

function isHostId(value: string): boolean {
  return /^\d+$/.test(value);
}

/**
 * A host in Zabbix. Its pages of data and problems filter by numeric id only; its page of hosts filters by name.
 */
export const zabbix = defineTool(
  configSchema,
  (subject, { baseUrl }): LinkProposal[] => {
    const annotation = observabilityAnnotations.zabbixHost;
    const host = subject.annotations.get(annotation)?.trim() ?? '';
    const overview = proposeFromAnnotation(subject, {
      ...base,
      title: 'Zabbix',
      group: 'dashboards',
      annotation,
      example: subject.name,
      suggest: isRunningOrHost(subject),
      buildUrl: value =>
        buildAddress(baseUrl, {
          path: ['zabbix.php'],
          query: isHostId(value)
            ? [
                ['action', 'latest.view'],
                ['filter_set', '1'],
                ['hostids[]', value],
              ]
            : [
                ['action', 'host.view'],
                ['filter_set', '1'],
                ['name', value],
              ],
        }),
    });
    if (!isHostId(host)) {
      return overview;
    }
    return [
      ...overview,
      {
        ...base,
        title: 'Zabbix problems',
        group: 'alerts',
        icon: 'alert',
        target: () =>
          buildAddress(baseUrl, {
            path: ['zabbix.php'],
            query: [
              ['action', 'problem.view'],
              ['filter_set', '1'],
              ['hostids[]', host],
            ],
          }),
      },
    ];
  },
);

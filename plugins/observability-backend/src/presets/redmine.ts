import { observabilityAnnotations } from '@stagedoor/plugin-observability-common';
import { z } from 'zod';
import { buildAddress } from '../links/buildAddress';
import { proposeFromAnnotation } from '../links/LinkProposal';
import { baseUrlSchema, defineTool } from './defineTool';
import { isComponent } from './suggestions';

const configSchema = z.strictObject({ baseUrl: baseUrlSchema });

/** Open issues of a project in Redmine. */
export const redmine = defineTool(configSchema, (subject, { baseUrl }) =>
  proposeFromAnnotation(subject, {
    title: 'Redmine',
    tool: 'Redmine',
    group: 'issues',
    icon: 'issue',
    annotation: observabilityAnnotations.redmineProject,
    example: subject.name,
    suggest: isComponent(subject),
    buildUrl: project =>
      buildAddress(baseUrl, {
        path: ['projects', project, 'issues'],
        query: [
          ['set_filter', '1'],
          ['status_id', 'o'],
        ],
      }),
  }),
);
